/** Tells people without Slack: the topic `subscribers`, with it email, and SMS. */
import { optionalEnv } from '../../shared/env';
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { mask } from '../../shared/mask';
import type { NoticeKind } from '../../shared/notice';
import { within } from '../../shared/within';
import type { Card } from './card';
import type { Deps } from './deps';
import type { Medium } from './item';
import { plainText } from './plain-text';
import { smsText } from './sms-text';

/** A function that runs out of time is tried again, and would tell Slack again. In ms. */
const PATIENCE = 5_000;

/** `attributes` are what subscriptions filter by: `severity`, and `kind` where there is one. */
export type Letter = { subject: string; body: string; attributes: Record<string, string> };

/** `unreachable`: why Slack did not get it. */
export type Outcry = { card: Card; kind: NoticeKind | undefined; unreachable: string | undefined };

export const letter = ({ card, kind, unreachable }: Outcry, timeZone: string): Letter => ({
  ...plainText(card, {
    project: optionalEnv('PROJECT'),
    environment: optionalEnv('ENVIRONMENT'),
    timeZone,
    unreachable,
  }),
  attributes: { severity: card.tone, ...(kind && { kind }) },
});

async function phone({ card, kind, unreachable }: Outcry, deps: Deps): Promise<void> {
  const { numbers, tell } = deps.sms();
  const isWanted = [card.tone, kind].some((wanted) => wanted !== undefined && tell.includes(wanted));
  if (numbers.length === 0 || !isWanted) return;
  const missed = await deps.takeSms();
  if (missed === undefined) return log().info('sms held back', { why: 'ten in ten minutes are enough' });
  const project = optionalEnv('PROJECT');
  const text = smsText(card, { ...(project && { project }), unreachable: unreachable !== undefined, missed });
  const sent = await Promise.allSettled(numbers.map((number) => deps.sendSms(number, text)));
  const failures = sent.flatMap((one) => (one.status === 'rejected' ? [messageOf(one.reason)] : []));
  // When some got it, it is not sent to them again for the others' sake.
  if (failures.length === numbers.length) throw new Error(failures[0]);
  if (failures.length > 0) log().error('sms not sent to all', { failures: failures.map(mask) });
}

/** @returns which of the due media failed; why is in the log */
export async function tellOthers(
  outcry: Outcry,
  due: Medium[],
  functionArn: string | undefined,
  deps: Deps,
): Promise<Medium[]> {
  const ways: Partial<Record<Medium, () => Promise<void>>> = {
    subscribers: () => deps.publish(letter(outcry, deps.timeZone()), functionArn),
    sms: () => phone(outcry, deps),
  };
  const failed = await Promise.all(
    due.map(async (medium) => {
      try {
        await within(PATIENCE, async () => ways[medium]?.());
        return [];
      } catch (error) {
        log().error('not told', { medium, why: mask(messageOf(error)) });
        return [medium];
      }
    }),
  );
  return failed.flat();
}
