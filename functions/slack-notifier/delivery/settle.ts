/** What becomes of a message by what a receiver has answered: the same for all receivers. */
import { log } from '../../../shared/log';
import type { Answer } from '../receivers/receiver';
import { mark } from './close-incidents';
import { delivery, type Receiver } from './delivery';
import { deadLetter, putOff } from './put-off';
import { FAIL_OVER_AFTER_MS, type Job, type JobNews, type Round } from './round';

export const longestWait = (jobs: Job[], { source }: Round): number =>
  Math.max(...jobs.map((job) => source.waitedMs(job.delivery)));

/** It will not have it: it is kept for it alone, until somebody has mended that. Of Slack the others are to know why. */
async function giveUp(receiver: Receiver, { open, jobs }: JobNews, why: string, round: Round): Promise<void> {
  if (receiver !== 'slack') log().error('not delivered', { receiver, why });
  await Promise.all(
    jobs.map(async (job) => {
      if (receiver === 'slack') {
        job.result = { outcome: 'failed over', why };
        job.unreachable = why;
      }
      const isKept = await deadLetter(job, receiver, why, round);
      // What comes again, and cannot be marked, would notify the others each time.
      if (!isKept && open.owner === undefined) job.pending = [];
    }),
  );
}

/**
 * It may have it in a moment. The others wait for Slack, so that people are notified in one order; but not where nobody
 * knows for how long (`isUnavailable`), nor longer than five minutes.
 */
async function tryLater(
  receiver: Receiver,
  news: JobNews,
  { why, isUnavailable, hadNoTime = false }: Extract<Answer, { answer: 'retry' }>,
  round: Round,
): Promise<void> {
  const mayWaitMs = FAIL_OVER_AFTER_MS[hadNoTime ? 'withoutTime' : 'usually'];
  const isGivenUp = receiver === 'slack' && longestWait(news.jobs, round) >= mayWaitMs;
  if (isGivenUp) return giveUp(receiver, news, why, round);
  const othersNow = receiver !== 'slack' || (isUnavailable === true && round.source.putOff !== undefined);
  await Promise.all(
    news.jobs.map(async (job) => {
      const pending = othersNow ? [receiver] : job.pending;
      const [put] = await putOff([delivery(job.delivery.notification, pending)], why, round);
      job.pending = job.pending.filter((one) => !pending.includes(one));
      // Who has it by another receiver was notified, wherever the rest waits.
      if (receiver === 'slack' || put?.result.outcome !== 'queued') job.result = put?.result;
    }),
  );
}

/** Never throws. */
export async function settle(
  receiver: Receiver,
  news: JobNews[],
  answer: Answer,
  round: Round,
): Promise<void> {
  switch (answer.answer) {
    case 'delivered':
      for (const { jobs } of news) for (const job of jobs) job.accepted.push(receiver);
      // What the others have is kept when the incident is closed.
      if (receiver === 'slack') await Promise.all(news.map(({ open }) => mark(open, round.deps)));
      return;
    case 'retry':
      await Promise.all(news.map((one) => tryLater(receiver, one, answer, round)));
      return;
    case 'refused':
      await Promise.all(news.map((one) => giveUp(receiver, one, answer.why, round)));
      return;
  }
}
