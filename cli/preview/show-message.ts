/** A Slack message as text for a terminal, about as Slack shows it. */
import { styleText } from 'node:util';
import { localTime } from '../../shared/text/clock';
import { type PostedBlock, parsePosted } from './posted';

/** Slack shows times in the reader's zone: in a terminal that is the machine's. */
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const plain = (mrkdwn: string): string =>
  mrkdwn
    .replace(/<!date\^(\d+)\^[^|>]*\|[^>]*>/g, (_, seconds) =>
      localTime(new Date(Number(seconds) * 1_000), ownZone()),
    )
    .replace(/<[^<|>]*\|([^<>]*)>/g, (_, label) => styleText('underline', label))
    .replace(/\*([^*\n]+)\*/g, (_, words) => styleText('bold', words))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

function linesOf(shown: PostedBlock): string[] {
  switch (shown.type) {
    case 'section':
      return [
        ...(shown.text ? plain(shown.text.text).split('\n') : []),
        ...shown.fields.map((field) => plain(field.text).replace('\n', ': ')),
      ];
    case 'context':
      return shown.elements.map((element) => plain(element.text));
  }
}

/** The lines of a message as Slack gives it back, with the bar of its attachment in front. */
export function showMessage(posted: unknown): string {
  const { text, attachments } = parsePosted(posted);
  const bar = styleText('dim', '┃');
  const blocks = attachments.flatMap((attachment) => attachment.blocks);
  const body = blocks.flatMap((shown) => ['', ...linesOf(shown)]).slice(1);
  return [plain(text), ...body.map((line) => `${bar} ${line}`.trimEnd())].join('\n');
}
