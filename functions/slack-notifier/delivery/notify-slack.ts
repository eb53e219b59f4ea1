/** Notifies Slack, in as few messages as hold the news, each in a slot of its own. */
import { messageOf } from '../../../shared/errors';
import type { Answer } from '../receivers/receiver';
import { deliverToSlack, type Webhook } from '../receivers/slack/deliver';
import { SLOT_INTERVAL_MS } from '../receivers/slack/limits';
import type { Digest } from './digest';
import {
  composed,
  digestsOf,
  type Job,
  type JobNews,
  type OpenIncident,
  type Round,
  WITHOUT_TABLE_AFTER_MS,
} from './round';
import { longestWait, settle } from './settle';

/** For posting (5 s), marking (3 s) and closing (4 s): who is stopped before it is marked would post again. */
const POST_RESERVE_MS = 12_000;

const retry = (why: string): Answer => ({ answer: 'retry', why });
const NO_TIME: Answer = { answer: 'retry', why: 'there was no time left to ask Slack', hadNoTime: true };

/**
 * How long until the slot, in ms, or why there is none. Without a slot nothing is posted, but for what the table has kept
 * waiting for too long: each of those goes at its own pace.
 */
async function slotFor(news: JobNews[], round: Round): Promise<number | Answer> {
  const { source, context, deps } = round;
  const isTime = (wait: number): boolean => wait + POST_RESERVE_MS <= context.getRemainingTimeInMillis();
  if (!isTime(0)) return NO_TIME;
  const jobs = news.flatMap((one) => one.jobs);
  const isOverdue = longestWait(jobs, round) >= WITHOUT_TABLE_AFTER_MS;
  if (isOverdue && news.some(({ open }) => open.owner === undefined)) return SLOT_INTERVAL_MS;
  try {
    const wait = await deps.takeSlot(source.slotMaxWaitMs);
    if (wait === undefined) return retry('Slack takes one message a second, or has asked for a pause');
    return isTime(wait) ? wait : NO_TIME;
  } catch (error) {
    if (isOverdue) return SLOT_INTERVAL_MS;
    return retry(`without the table there is no slot: ${messageOf(error)}`);
  }
}

async function askSlack({ message, news }: Digest<JobNews>, webhook: Webhook, round: Round): Promise<Answer> {
  if ('unavailable' in webhook) return webhook.unavailable;
  const { url = '' } = webhook;
  const wait = await slotFor(news, round);
  if (typeof wait !== 'number') return wait;
  if (wait > 0) await round.deps.wait(wait);
  return deliverToSlack(message, url, () => round.context.getRemainingTimeInMillis(), round.deps);
}

/** It is about one of them, and nobody knows which. */
const isOfOne = (answer: Answer, { news }: Digest<JobNews>): boolean =>
  answer.answer === 'refused' && answer.isOfMessage === true && news.length > 1;

/**
 * Never throws. What it does not take now it will not take at once: then nothing more is asked in this round. A digest that
 * it refuses is taken apart, so that what goes with a message that it will not have is of one incident alone.
 */
export async function notifySlack(open: OpenIncident[], webhook: Webhook, round: Round): Promise<void> {
  const isPending = ({ pending }: Job): boolean => pending.includes('slack');
  const left = composed(open, isPending, round);
  let pause: Answer | undefined;
  for (let digest = left.shift(); digest; digest = left.shift()) {
    const answer = pause ?? (await askSlack(digest, webhook, round));
    if (answer.answer === 'retry') pause = answer;
    if (isOfOne(answer, digest)) left.unshift(...digest.news.flatMap((one) => digestsOf([one], round)));
    else await settle('slack', digest.news, answer, round);
  }
}
