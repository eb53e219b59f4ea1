/** Notifies people without Slack: the topic `subscribers`, with it email, and SMS. */
import { optionalEnv } from '../../shared/env';
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import type { NoticeKind } from '../../shared/notice';
import { redact } from '../../shared/text/redact';
import { withTimeout } from '../../shared/with-timeout';
import type { Card } from './card';
import type { Deps } from './deps';
import type { Receiver } from './item';
import { plainText, type RenderedEmail } from './receivers/email';
import { smsText } from './receivers/sms';

/** A function that runs out of time is tried again, and would notify Slack again. */
const RECEIVER_TIMEOUT_MS = 5_000;

/** `unreachable`: why Slack did not get it. */
export type OthersRequest = { card: Card; kind: NoticeKind | undefined; unreachable: string | undefined };

export const renderEmail = ({ card, kind, unreachable }: OthersRequest, timeZone: string): RenderedEmail => ({
  ...plainText(card, {
    project: optionalEnv('PROJECT'),
    environment: optionalEnv('ENVIRONMENT'),
    timeZone,
    unreachable,
  }),
  attributes: { severity: card.tone, ...(kind && { kind }) },
});

async function sendSmsToAll({ card, kind, unreachable }: OthersRequest, deps: Deps): Promise<void> {
  const { numbers, notifyOn } = deps.sms();
  const notifies = [card.tone, kind].some((one) => one !== undefined && notifyOn.includes(one));
  if (numbers.length === 0 || !notifies) return;
  const missed = await deps.takeSms();
  if (missed === undefined) return log().info('sms suppressed', { why: 'ten in ten minutes are enough' });
  const project = optionalEnv('PROJECT');
  const text = smsText(card, { ...(project && { project }), unreachable: unreachable !== undefined, missed });
  const sent = await Promise.allSettled(numbers.map((number) => deps.sendSms(number, text)));
  const failures = sent.flatMap((one) => (one.status === 'rejected' ? [messageOf(one.reason)] : []));
  // When some got it, it is not sent to them again for the others' sake.
  if (failures.length === numbers.length) throw new Error(failures[0]);
  if (failures.length > 0) log().error('sms not sent to all', { failures: failures.map(redact) });
}

/** @returns which of the due receivers failed; why is in the log */
export async function tellOthers(
  request: OthersRequest,
  due: Receiver[],
  functionArn: string | undefined,
  deps: Deps,
): Promise<Receiver[]> {
  const ways: Partial<Record<Receiver, () => Promise<void>>> = {
    subscribers: () => deps.publish(renderEmail(request, deps.timeZone()), functionArn),
    sms: () => sendSmsToAll(request, deps),
  };
  const failed = await Promise.all(
    due.map(async (receiver) => {
      try {
        await withTimeout(RECEIVER_TIMEOUT_MS, async () => ways[receiver]?.());
        return [];
      } catch (error) {
        log().error('not delivered', { receiver, why: redact(messageOf(error)) });
        return [receiver];
      }
    }),
  );
  return failed.flat();
}
