/**
 * One thing to notify people of, and who is still due to get it when it waits in the queue or lies among the dead
 * letters.
 */
import * as v from 'valibot';
import { noticeKind } from '../../shared/notice';
import { maybe, parse } from '../../shared/parsing/parse';
import { type Card, cardSchema } from './card';

/**
 * `id` is the same when the same thing comes again. `about`: items about the same alarm and state go into one
 * message. `kind` is one that people may ask for whatever its severity.
 */
const item = v.object({ id: v.string(), about: v.string(), kind: maybe(noticeKind), card: cardSchema });
export type Item = v.InferOutput<typeof item>;

/** `subscribers`: the topic, and with it email. */
const receiver = v.picklist(['slack', 'subscribers', 'sms']);
export type Receiver = v.InferOutput<typeof receiver>;
export const OTHER_RECEIVERS: Receiver[] = ['subscribers', 'sms'];

export const DEFERRED_TYPE = 'alarm-responder.deferred';

/** Version 1. */
const deferred = v.object({
  type: v.literal(DEFERRED_TYPE),
  version: v.literal(1),
  due: v.array(receiver),
  item,
});
export type Deferred = v.InferOutput<typeof deferred>;

/** @throws EventParseError */
export const parseDeferred = (input: unknown): Deferred => parse(deferred, input, 'deferred message');

/** A queue takes 256 kB, and no receiver shows as much as this. */
const MAX = { text: 4_000, line: 300, lines: 60, others: 20 };

const shortened = (card: Card): Card => ({
  ...card,
  title: card.title.slice(0, MAX.text),
  summary: card.summary.slice(0, MAX.text),
  paragraphs: card.paragraphs.slice(0, MAX.others).map((text) => text.slice(0, MAX.text)),
  details: card.details.slice(0, MAX.others / 4).map(({ title, lines }) => ({
    title,
    lines: lines.slice(0, MAX.lines).map((line) => line.slice(0, MAX.line)),
  })),
});

/** As it travels: bounded, whatever it was made from. */
export const defer = (content: Item, due: Receiver[]): Deferred => ({
  type: DEFERRED_TYPE,
  version: 1,
  due,
  item: { ...content, card: shortened(content.card) },
});
