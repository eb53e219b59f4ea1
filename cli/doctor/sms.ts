/** Whether SMS can be sent, where there are numbers. */
import { describeSms, type Sms } from '../aws/sns';
import type { Check } from './checks';
import type { Deployment } from './deployment';
import { broken, ok, type Verdict, warning } from './verdict';

export function judgeSms({ sandboxed, limit }: Sms, region: string): Verdict {
  if (sandboxed) {
    return broken(
      `the account is in the SMS sandbox of ${region}: only verified numbers get messages`,
      `verify the numbers, or ask to leave the sandbox: SNS console of ${region}, Text messaging (SMS)`,
    );
  }
  return limit <= 1
    ? warning(
        `no more than ${limit} USD a month is spent on SMS in ${region}: a few dozen messages, then silence`,
        'raise MonthlySpendLimit (AWS Support raises the most that may be set)',
      )
    : ok(`out of the sandbox of ${region}, at most ${limit} USD a month`);
}

export function smsChecks({ config, region }: Deployment): Check[] {
  if (config.sms.numbers.length === 0) return [];
  const from = config.smsRegion || region;
  return [{ name: 'SMS', run: async () => judgeSms(await describeSms(from), from) }];
}
