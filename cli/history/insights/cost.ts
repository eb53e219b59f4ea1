/** What mails and SMS would have cost. */
import type { Replay } from '../replay-types';

/** USD for a mail, as in docs/cost.md. Of an SMS the price is the country's. @see https://aws.amazon.com/sns/pricing/ */
export const MAIL_USD = 0.02 / 1_000;

/** `mailsUsd` in cents, rounded up. */
export type Cost = { mails: number; mailsUsd: number; sms: number };

export const costOf = ({ mails, sms }: Replay): Cost => ({
  mails,
  mailsUsd: Math.ceil(Number((mails * MAIL_USD * 100).toFixed(6))) / 100,
  sms,
});
