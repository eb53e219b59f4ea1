/** Notifies those without Slack: who subscribed to the topic, and by SMS. */

import { deliverToSubscribers } from '../receivers/email';
import type { Answer } from '../receivers/receiver';
import { deliverToSms } from '../receivers/sms';
import type { Receiver } from './delivery';
import type { Message } from './digest';
import { composed, type Job, type OpenIncident, type Round } from './round';
import { settle } from './settle';

type OtherReceiver = Exclude<Receiver, 'slack'>;

const RECEIVER_TIMEOUT_MS = 5_000;
/** Kept for closing the incidents. */
const CLOSE_RESERVE_MS = 4_000;

function ask(
  receiver: OtherReceiver,
  message: Message,
  unreachable: string | undefined,
  { context, deps }: Round,
): Promise<Answer> {
  const left = context.getRemainingTimeInMillis() - CLOSE_RESERVE_MS;
  if (left <= 0) return Promise.resolve({ answer: 'retry', why: 'there is no time left for it' });
  const timeoutMs = Math.min(RECEIVER_TIMEOUT_MS, left);
  switch (receiver) {
    case 'subscribers': {
      const functionArn = context.invokedFunctionArn;
      return deliverToSubscribers(message, { unreachable, functionArn, timeoutMs }, deps);
    }
    case 'sms':
      return deliverToSms(message, unreachable, timeoutMs, deps);
  }
}

async function notifyOther(receiver: OtherReceiver, open: OpenIncident[], round: Round): Promise<void> {
  const reasons = new Set(open.flatMap(({ jobs }) => jobs.map(({ unreachable }) => unreachable)));
  for (const unreachable of reasons) {
    const choose = (job: Job): boolean => job.pending.includes(receiver) && job.unreachable === unreachable;
    for (const { message, news } of composed(open, choose, round)) {
      const answer = await ask(receiver, message, unreachable, round);
      await settle(receiver, news, answer, round);
    }
  }
}

/** Never throws. */
export async function notifyOthers(open: OpenIncident[], round: Round): Promise<void> {
  await Promise.all([notifyOther('subscribers', open, round), notifyOther('sms', open, round)]);
}
