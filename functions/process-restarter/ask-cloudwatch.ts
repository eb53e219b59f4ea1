/** Asks CloudWatch about the alarm that a message names, and notifies of a message that it does not bear out. */
import { notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { once } from '../../shared/state/once';
import { commonWords } from '../../shared/words/common';
import { restartsWords } from '../../shared/words/restarts';
import type { Deps } from './deps';
import { topicLinks } from './links';
import type { AlarmMessage, ProcessAlarm } from './target';
import { type FinalVerdict, finalVerdict, type Suspicion, verify } from './verify';

/** Before each time that CloudWatch is asked again because its answer is older than the message. */
const ASK_AGAIN_AFTER_MS = [1_000, 2_000];

/** @throws Error when CloudWatch does not answer: nothing is claimed by then, so that Lambda's retry asks again */
export async function askCloudWatch(
  message: AlarmMessage & { alarm: ProcessAlarm },
  deps: Deps,
): Promise<FinalVerdict> {
  const ask = async () => verify(message, await deps.describeAlarm(message.alarm.name), deps.now());
  let verdict = await ask();
  for (const ms of ASK_AGAIN_AFTER_MS) {
    if (verdict.kind !== 'older') break;
    await deps.wait(ms);
    verdict = await ask();
  }
  return finalVerdict(verdict);
}

/**
 * Once a day of each suspicion, however many messages there are and whatever alarms they name: a flood of them is not to
 * bury what else people read. All are logged.
 */
export function notifyOfSuspicion(
  { alarm, topicArn, messageId }: AlarmMessage,
  suspicion: Suspicion,
  why: string,
  deps: Deps,
): Promise<Publication[]> {
  const now = deps.now();
  const id = `suspicious message ${suspicion} ${now.toISOString().slice(0, 10)}`;
  const words = restartsWords();
  const { facts } = commonWords();
  const suspect = notification({
    id,
    incident: `suspicious messages ${suspicion}`,
    severity: 'warning',
    title: words.suspicious,
    text: words.untrue(alarm.name, why),
    at: now,
    facts: {
      [facts.alarm]: alarm.arn ?? alarm.name,
      [facts.topic]: topicArn,
      [facts.message]: messageId,
    },
    links: topicLinks(topicArn),
  });
  return once({ store: deps.store(), id, now, withoutStore: 'act' }, async () => ({ notification: suspect }));
}
