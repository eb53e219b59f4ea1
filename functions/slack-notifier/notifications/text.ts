/** Whatever else came, as readable text: never dropped, even when it was meant to be something we know. */
import * as v from 'valibot';
import { firstLine, type Notification, notification, quoted } from '../../../shared/notification';
import { truncate } from '../../../shared/text/truncate';
import { commonWords } from '../../../shared/words/common';
import { deliveryWords } from '../../../shared/words/delivery';

/** JSON on lines, strings as they are. What cannot be put into JSON, such as nesting without end, is said to be so. */
function readable(content: unknown): string {
  if (typeof content === 'string') return content;
  try {
    return JSON.stringify(content, null, 2) ?? String(content);
  } catch (error) {
    return deliveryWords().notShown(String(error));
  }
}

/** `sourceId` is what brought it, `at` when. `problem`: why it could not be read as what it looks like. */
export type TextSource = {
  sourceId: string;
  at: Date | undefined;
  subject?: string | undefined;
  problem?: string | undefined;
};

const MAX_TITLE_LENGTH = 150;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const rdsEvent = v.object({ 'Source ID': v.string(), 'Event Message': v.string() });

/** What a phone is to show: an event's own sentence, the subject, else the first line. */
function titleOf(content: unknown, subject: string | undefined): string {
  const event = v.safeParse(rdsEvent, content);
  if (event.success) return `${event.output['Source ID']}: ${event.output['Event Message']}`;
  const first = typeof content === 'string' ? firstLine(content) : '';
  return subject || truncate(first, MAX_TITLE_LENGTH) || deliveryWords().fromAws;
}

/** The first page of the console that it names, in words or in JSON; none of a sign-in. */
const consoleUrl = (text: string): string | undefined =>
  /https:\/\/(?:[\w-]+\.)*console\.(?:aws\.amazon\.com|amazonaws\.cn)\/(?!console\/)[^\s"'<>\\]+/
    .exec(text)?.[0]
    .replace(/[.,;:)\]]+$/, '');

/** What looks like something else may be an alarm, so it is a warning. */
export function textNotification(
  content: unknown,
  { sourceId, at, subject, problem }: TextSource,
): Notification {
  const text = readable(content);
  const isSentence = typeof content === 'string';
  const title = titleOf(content, subject);
  const words = deliveryWords();
  const url = consoleUrl(text);
  return notification({
    id: sourceId,
    severity: problem ? 'warning' : 'info',
    title,
    text: [isSentence && text.trim() !== title ? quoted(text) : '', problem ? words.asItCame(problem) : '']
      .filter(Boolean)
      .join('\n\n'),
    at,
    links: url ? [{ text: commonWords().links.console, url }] : [],
    details: isSentence ? [] : [{ title: words.content, lines: text.split('\n') }],
  });
}
