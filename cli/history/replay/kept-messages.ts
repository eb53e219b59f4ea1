/** The messages of a replay, compressed: of 100,000 nobody looks at more than a few, and whole they take more memory than there may be. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SlackMessage } from '../../../functions/slack-notifier/receivers/slack/limits';
import type { ReplayedMessage } from '../replay-types';

/** Many together are a sixth of their size, each alone a third; and a call of zlib takes far more memory than it gives. */
const PER_BLOCK = 64;
/** In bytes: a block is written in one piece. */
const CHUNK_SIZE = 65_536;

type ReadMessage = (place: number) => SlackMessage;

/** A class, so that 100,000 of them share how they are read. */
class KeptMessage implements ReplayedMessage {
  changes = 0;
  readonly at: number;
  readonly #place: number;
  readonly #read: ReadMessage;

  constructor(at: number, place: number, read: ReadMessage) {
    this.at = at;
    this.#place = place;
    this.#read = read;
  }

  get slack(): SlackMessage {
    return this.#read(this.#place);
  }
}

/** @returns keeps one more message, posted at this moment (in ms since 1970) */
export function messageStore(): (at: number, message: SlackMessage) => ReplayedMessage {
  const blocks: Buffer[] = [];
  let open: SlackMessage[] = [];
  let shown: { block: Buffer; messages: SlackMessage[] } | undefined;

  const messagesIn = (block: Buffer): SlackMessage[] => {
    if (shown?.block !== block) shown = { block, messages: JSON.parse(inflateRawSync(block).toString()) };
    return shown.messages;
  };

  const read = (place: number): SlackMessage => {
    const block = blocks[Math.floor(place / PER_BLOCK)];
    const found = (block ? messagesIn(block) : open)[place % PER_BLOCK];
    if (!found) throw new Error(`message ${place} was not kept`);
    return found;
  };

  return (at, message) => {
    const place = blocks.length * PER_BLOCK + open.length;
    open.push(message);
    if (open.length === PER_BLOCK) {
      // What zlib gives is a part of far more memory.
      blocks.push(Buffer.from(deflateRawSync(JSON.stringify(open), { chunkSize: CHUNK_SIZE })));
      open = [];
    }
    return new KeptMessage(at, place, read);
  };
}
