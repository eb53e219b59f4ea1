/**
 * What people are notified of, in plain words, before it takes the form of a receiver: escaping, cutting and colours
 * belong to the receiver (`receivers/slack/render.ts`, `receivers/email.ts`, `receivers/sms.ts`). A card may wait in the
 * queue, so it is a schema.
 */
import * as v from 'valibot';
import { severity } from '../../shared/notice';
import { maybe, timestamp } from '../../shared/parsing/parse';

/** `unknown`: nobody can say, as an alarm without data. */
const tone = v.picklist([...severity.options, 'unknown']);
export type Tone = v.InferOutput<typeof tone>;

/** `summary` is one line that makes sense alone; `facts` in order; `details` are lines shown as they are. */
export const cardSchema = v.object({
  tone,
  title: v.string(),
  summary: v.string(),
  paragraphs: v.array(v.string()),
  facts: v.record(v.string(), v.string()),
  details: v.array(v.object({ title: v.string(), lines: v.array(v.string()) })),
  links: v.array(v.object({ text: v.string(), url: v.string() })),
  at: maybe(timestamp),
});
export type Card = v.InferOutput<typeof cardSchema>;

/** From the one that matters most. */
export const ICONS: Record<Tone, string> = {
  critical: '🔴',
  warning: '🟠',
  unknown: '⚪',
  info: '🔵',
  good: '🟢',
};
