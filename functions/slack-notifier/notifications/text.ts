/** Whatever else came, as readable text: never dropped, even when it was meant to be something we know. */
import { type Notification, notification, quoted } from '../../../shared/notification';

/** JSON on lines, strings as they are. What cannot be put into JSON, such as nesting without end, is said to be so. */
function readable(content: unknown): string {
  if (typeof content === 'string') return content;
  try {
    return JSON.stringify(content, null, 2) ?? String(content);
  } catch (error) {
    return `Something that cannot be shown (${String(error)}).`;
  }
}

/** `sourceId` is what brought it, `at` when. `problem`: why it could not be read as what it looks like. */
export type TextSource = {
  sourceId: string;
  at: Date | undefined;
  subject?: string | undefined;
  problem?: string | undefined;
};

/** What looks like something else may be an alarm, so it is a warning. */
export function textNotification(
  content: unknown,
  { sourceId, at, subject, problem }: TextSource,
): Notification {
  const text = readable(content);
  const isSentence = typeof content === 'string';
  return notification({
    id: sourceId,
    severity: problem ? 'warning' : 'info',
    title: subject ?? 'A message from AWS',
    text: [isSentence ? quoted(text) : '', problem ? `Shown as it came. ${problem}.` : '']
      .filter(Boolean)
      .join('\n\n'),
    at,
    details: isSentence ? [] : [{ title: 'Content', lines: text.split('\n') }],
  });
}
