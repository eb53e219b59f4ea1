/** Whether alarms act, and whether the service's own ones ring. */
import { ACTIONS_DISABLED_TAG } from '../../functions/instance-alarms/rules';
import { alarmTags } from '../../shared/aws/cloudwatch';
import { type ActingAlarm, alarmsNotifying } from '../aws/cloudwatch';
import type { Check } from './checks';
import type { Deployment } from './deployment';
import { broken, few, ok, PUT_BACK, type Verdict, warning } from './verdict';

/** `disabledByUs`: the service has disabled its actions itself, because the instance is stopped or paused. */
export type CheckedAlarm = Pick<ActingAlarm, 'name' | 'actionsEnabled'> & { disabledByUs: boolean };

/** @param canary is there always, and is no alarm of anything */
export function judgeActions(alarms: CheckedAlarm[], canary: string, region: string): Verdict {
  const off = alarms
    .filter(({ actionsEnabled, disabledByUs }) => !actionsEnabled && !disabledByUs)
    .map(({ name }) => name);
  if (off.length > 0) {
    const names = off.map((name) => `'${name}'`).join(' ');
    return broken(
      `the actions of ${off.length} of ${alarms.length} alarms are switched off: ${few(off)}`,
      `aws cloudwatch enable-alarm-actions --region ${region} --alarm-names ${names}`,
    );
  }
  const others = alarms.filter(({ name }) => name !== canary);
  if (others.length === 0) {
    return warning(
      'no alarm acts on the topic alerts',
      'give your alarms its ARN as ALARM and OK action (README)',
    );
  }
  const disabled = others.filter((alarm) => alarm.disabledByUs).length;
  return ok(
    `${others.length} alarms act on alerts${disabled > 0 ? `, ${disabled} of them disabled with their instance` : ''}`,
  );
}

/** The alarms about the service itself: if one of them rings, a notification is missing. */
export function judgeOwn(alarms: Pick<ActingAlarm, 'name' | 'state' | 'actionsEnabled'>[]): Verdict {
  const ringing = alarms.filter(({ state }) => state === 'ALARM').map(({ name }) => name);
  if (ringing.length > 0)
    return broken(`in ALARM: ${few(ringing)}`, 'read docs/operations.md on each of them');
  const off = alarms.filter(({ actionsEnabled }) => !actionsEnabled).map(({ name }) => name);
  if (off.length > 0) return broken(`switched off: ${few(off)}`, 'switch their actions on again');
  return alarms.length > 0
    ? ok(`${alarms.length} alarms act on watchdog, and none of them rings`)
    : broken('no alarm acts on watchdog: nobody hears when the service fails', PUT_BACK);
}

export const alarmChecks = ({ topics, outputs, region }: Deployment): Check[] => [
  {
    name: 'alarm actions',
    run: async () => {
      const alarms = await alarmsNotifying(topics.alerts);
      const found: CheckedAlarm[] = [];
      for (const { name, arn, actionsEnabled } of alarms) {
        const disabledByUs = !actionsEnabled && (await alarmTags(arn))[ACTIONS_DISABLED_TAG] !== undefined;
        found.push({ name, actionsEnabled, disabledByUs });
      }
      return judgeActions(found, outputs.CanaryAlarmName ?? '', region);
    },
  },
  { name: 'own alarms', run: async () => judgeOwn(await alarmsNotifying(topics.watchdog)) },
];
