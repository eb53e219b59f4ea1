/**
 * Slack's mrkdwn as rich text, which says what is what. The library that draws reads mrkdwn as Markdown, where a line such as
 * `| a | b |`, `---` or `# a` means something else, or vanishes.
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
import type { RichTextBlockElement, RichTextSectionElement } from 'slack-blocks-to-jsx';

/** How the reader sees a moment. */
type Moment = (at: Date) => string;

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const unescaped = (text: string): string => text.replace(/&(?:amp|lt|gt);/g, (one) => ENTITIES[one] ?? one);

/** `<…>`, code, `*bold*`, `_italic_`, `~struck~`, `:emoji:`. A pair stands around something, with no word at either side. */
const MARK =
  /<(?<angled>[^<>\n]+)>|`(?<code>[^`\n]+)`|(?<![\w*_~])(?<pair>[*_~])(?=\S)(?<words>(?:(?!\k<pair>)[^\n])+)(?<=\S)\k<pair>(?!\w)|(?<!\w):(?<emoji>[a-z][\w+'-]*):/g;

const STYLES: Record<string, { bold?: true; italic?: true; strike?: true }> = {
  '*': { bold: true },
  _: { italic: true },
  '~': { strike: true },
};

/** What stands in `<…>`: a call, a moment, or a link. */
function angled(content: string, moment: Moment): RichTextSectionElement {
  const [target = '', label] = content.split('|', 2).map(unescaped);
  const [, range] = /^!(channel|here|everyone)$/.exec(target) ?? [];
  if (range === 'channel' || range === 'here' || range === 'everyone') return { type: 'broadcast', range };
  const [, seconds] = /^!date\^(\d+)\^/.exec(target) ?? [];
  if (seconds) return { type: 'text', text: moment(new Date(Number(seconds) * 1_000)) };
  if (/^(?:[@#]|!subteam\^)/.test(target)) {
    return { type: 'text', text: `@${target.replace(/^\W*(?:subteam\^)?/, '')}`, style: { bold: true } };
  }
  return { type: 'link', url: target, text: label ?? target };
}

function inline(text: string, moment: Moment): RichTextSectionElement[] {
  const elements: RichTextSectionElement[] = [];
  let end = 0;
  const plain = (from: number, to?: number): void => {
    const between = unescaped(text.slice(from, to));
    if (between) elements.push({ type: 'text', text: between });
  };
  for (const match of text.matchAll(MARK)) {
    const { angled: content, code, pair = '', words = '', emoji } = match.groups ?? {};
    plain(end, match.index);
    end = match.index + match[0].length;
    if (content) elements.push(angled(content, moment));
    else if (code) elements.push({ type: 'text', text: unescaped(code), style: { code: true } });
    else if (emoji) elements.push({ type: 'emoji', name: emoji });
    else elements.push({ type: 'text', text: unescaped(words), style: STYLES[pair] ?? {} });
  }
  plain(end);
  return elements;
}

/** Lines that begin with `>` are quoted; those that follow each other stand together. */
function paragraphs(text: string, moment: Moment): RichTextBlockElement[] {
  const groups: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = line.startsWith('>');
    const last = groups.at(-1);
    const shown = quoted ? line.slice(1) : line;
    if (last?.quoted === quoted) last.lines.push(shown);
    else groups.push({ quoted, lines: [shown] });
  }
  return groups.map(({ quoted, lines }) => ({
    type: quoted ? 'rich_text_quote' : 'rich_text_section',
    elements: inline(lines.join('\n'), moment),
  }));
}

export function richText(mrkdwn: string, moment: Moment): RichTextBlockElement[] {
  return mrkdwn.split(/\n?```([\s\S]*?)```\n?/).flatMap((part, index): RichTextBlockElement[] => {
    const isCode = index % 2 === 1;
    if (isCode) {
      return [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: unescaped(part) }] }];
    }
    return part === '' ? [] : paragraphs(part, moment);
  });
}
