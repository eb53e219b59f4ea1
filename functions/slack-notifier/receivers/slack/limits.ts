/** Slack's limits, kept for any message: a message that breaks one is refused whole. */
import type { ContextBlock, SectionBlock } from '@slack/types';
import { deliveryWords } from '../../../../shared/words/delivery';

/** @see https://docs.slack.dev/reference/block-kit/blocks — `total` is measured, not documented */
export const LIMITS = {
  text: 1_000,
  section: 3_000,
  fields: 10,
  field: 2_000,
  contextElements: 10,
  blocks: 50,
  total: 13_000,
} as const;

/** Slack takes about one message a second. @see https://docs.slack.dev/apis/web-api/rate-limits */
export const SLOT_INTERVAL_MS = 1_100;

export type Block = SectionBlock | ContextBlock;

/** What we post: at most one attachment, for the colour; `text` is the message's first line and the phone's. */
export type SlackMessage = {
  text: string;
  channel?: string;
  attachments: { color: string; blocks: Block[] }[];
};

const ELLIPSIS = ' …';
/** What must not be split: an escape, a link or date, a code fence, a code point. */
const TOKEN = /&(?:amp|lt|gt);|<[^<>]*>|```|[\s\S]/gu;

/**
 * At most `most` UTF-16 units of escaped text, marked with ` …` when cut. Never splits a code point, an escape or a link,
 * and closes a code fence that the cut left open. Never empty: Slack refuses empty text.
 */
export function truncateMrkdwn(text: string, most: number): string {
  if (text.length <= most) return text || ' ';
  let kept = '';
  let fenced = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const end = (fenced ? '```' : '') + ELLIPSIS;
    // A fence changes what the end costs, so room for one is kept before it is opened.
    const room = token === '```' && !fenced ? 3 : 0;
    if (kept.length + token.length + end.length + room > most) return kept + end;
    if (token === '```') fenced = !fenced;
    kept += token;
  }
  return kept;
}

/** The block with each of its texts cut to its own limit and to `most`. */
function fitBlock(block: Block, most: number): Block {
  const cutText = <T extends { text: string }>(object: T, limit: number): T => ({
    ...object,
    text: truncateMrkdwn(object.text, Math.min(limit, most)),
  });
  switch (block.type) {
    case 'section':
      return {
        ...block,
        ...(block.text && { text: cutText(block.text, LIMITS.section) }),
        ...(block.fields && {
          fields: block.fields.slice(0, LIMITS.fields).map((field) => cutText(field, LIMITS.field)),
        }),
      };
    case 'context':
      return {
        ...block,
        elements: block.elements
          .slice(0, LIMITS.contextElements)
          .map((element) => ('text' in element ? cutText(element, LIMITS.section) : element)),
      };
  }
}

const omitted = (): Block => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: deliveryWords().notAllShown, verbatim: true }],
});

/** Keeps the last block, which holds time and links. */
function fitBlocks(blocks: Block[], most: number): Block[] {
  if (blocks.length <= most) return blocks;
  return [...blocks.slice(0, most - 2), omitted(), ...blocks.slice(-1)];
}

/**
 * The message within all limits. What is too long is cut and marked; when the whole is too long, the longest texts are
 * cut first, then blocks are left out from the middle.
 */
export function withinLimits(message: SlackMessage): SlackMessage {
  const fitTo = (text: number, count: number): SlackMessage => ({
    ...message,
    text: truncateMrkdwn(message.text, LIMITS.text),
    attachments: message.attachments.map(({ color, blocks }) => ({
      color,
      blocks: fitBlocks(blocks, count).map((block) => fitBlock(block, text)),
    })),
  });
  for (const count of [LIMITS.blocks, 20, 8]) {
    for (const text of [LIMITS.section, 2_000, 1_200, 600, 300]) {
      const fitted = fitTo(text, count);
      if (JSON.stringify(fitted).length <= LIMITS.total) return fitted;
    }
  }
  return fitTo(80, 3);
}
