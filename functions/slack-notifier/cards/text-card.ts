/** Whatever else came, as readable text: never dropped, even when it was meant to be something we know. */
import type { Card } from '../card';

/** JSON on lines, strings as they are. What cannot be put into JSON, such as nesting without end, is said to be so. */
function readable(content: unknown): string {
  if (typeof content === 'string') return content;
  try {
    return JSON.stringify(content, null, 2) ?? String(content);
  } catch (error) {
    return `Something that cannot be shown (${String(error)}).`;
  }
}

/** @param problem why it could not be read as what it looks like: that may be an alarm, so it is a warning */
export function textCard(content: unknown, subject?: string, problem?: string): Card {
  const title = subject ?? 'A message from AWS';
  const text = readable(content);
  const isSentence = typeof content === 'string';
  return {
    tone: problem ? 'warning' : 'info',
    title,
    summary: isSentence ? `${title} — ${text}` : title,
    paragraphs: [isSentence ? text : '', problem ? `Shown as it came. ${problem}.` : ''],
    facts: {},
    details: isSentence ? [] : [{ title: 'Content', lines: text.split('\n') }],
    links: [],
    at: undefined,
  };
}
