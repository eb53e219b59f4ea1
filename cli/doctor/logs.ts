/** The log groups: those that the functions write, and those that the service reads. */
import * as v from 'valibot';
import { retentionOf } from '../aws/cloudwatch-logs';
import type { Check } from './checks';
import { type Deployment, ofType } from './deployment';
import { broken, few, ok, together, type Verdict, warning } from './verdict';

/** `desired` and `found` are days; `found` is absent when there is no such group. */
export type CheckedGroup = { name: string; desired: number | undefined; found: number | undefined };

const days = (count: number): string => (Number.isFinite(count) ? `${count} days` : 'for ever');

export function judgeGroups(groups: CheckedGroup[]): Verdict {
  const verdicts = groups.map(({ name, desired, found }) => {
    if (found === undefined)
      return broken(`${name} is gone`, `aws logs create-log-group --log-group-name ${name}`);
    if (desired === undefined || desired === found) return ok(name);
    return warning(
      `${name} keeps lines ${days(found)}, not ${days(desired)}`,
      `aws logs put-retention-policy --log-group-name ${name} --retention-in-days ${desired}`,
    );
  });
  const verdict = together(verdicts);
  return verdict.state === 'ok' ? ok(`${groups.length} groups, kept as configured`) : verdict;
}

/** The default configuration names the logs of several systems, so it is normal that some are not there. */
export function judgeSources(names: string[], there: string[]): Verdict {
  const missing = names.filter((name) => !there.includes(name));
  if (there.length > 0) {
    return ok(`${few(there)}${missing.length > 0 ? `; not there: ${few(missing)}` : ''}`);
  }
  return warning(
    `none of ${few(missing)} is there: CPU alarms come without log lines`,
    'let the CloudWatch agent write them (docs/instance.md), or name your own in `logs.cpu`',
  );
}

const group = v.object({
  LogGroupName: v.string(),
  RetentionInDays: v.optional(v.union([v.number(), v.pipe(v.string(), v.transform(Number))])),
});

export const logChecks = (deployment: Deployment): Check[] => [
  {
    name: 'logs of functions',
    run: async () => {
      const groups = ofType(deployment, 'AWS::Logs::LogGroup').map(({ properties }) =>
        v.parse(group, properties),
      );
      return judgeGroups(
        await Promise.all(
          groups.map(async ({ LogGroupName: name, RetentionInDays: desired }) => ({
            name,
            desired,
            found: await retentionOf(name),
          })),
        ),
      );
    },
  },
  {
    name: 'logs of instances',
    run: async () => {
      const names = deployment.config.logs.cpu.map(({ name }) => name);
      const found = await Promise.all(
        names.map(async (name) => ((await retentionOf(name)) === undefined ? [] : [name])),
      );
      return judgeSources(names, found.flat());
    },
  },
];
