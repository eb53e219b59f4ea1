/**
 * What is told, in plain words, before it takes the form of a medium: escaping, cutting and colours belong to the
 * medium (`slack-message.ts`).
 */
import type { Severity } from '../../shared/notice';

/** `unknown`: nobody can say, as an alarm without data. */
export type Tone = Severity | 'unknown';

/** `summary` is one line that makes sense alone; `facts` in order; `details` are lines shown as they are. */
export type Card = {
  tone: Tone;
  title: string;
  summary: string;
  paragraphs: string[];
  facts: Record<string, string>;
  details: { title: string; lines: string[] }[];
  links: { text: string; url: string }[];
  at: Date | undefined;
};
