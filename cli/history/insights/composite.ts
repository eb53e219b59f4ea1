/** What the rule of a composite alarm is about. */
import { childOf } from '../../../shared/parsing/alarm';
import type { AlarmRecord, Reading } from '../reading';

/** `ALARM("web-1 cpu")`, `OK(arn:aws:cloudwatch:…:alarm:web-1)`. @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
const CHILD = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^()"'\s]+))\s*\)/g;

/** The names of the alarms that it is made of; of any other alarm none. */
export const childrenOf = ({ rule = '' }: Pick<AlarmRecord, 'rule'>): string[] =>
  [...rule.matchAll(CHILD)].map(([, ...names]) => childOf(names.find(Boolean) ?? '', 'ALARM').name);

export const compositesOf = ({
  alarms,
  composites = [],
}: Pick<Reading, 'alarms' | 'composites'>): AlarmRecord[] =>
  [...alarms, ...composites].filter(({ kind }) => kind === 'composite');

const acts = ({ actionsEnabled, alarmActions }: AlarmRecord): boolean =>
  actionsEnabled && alarmActions.length > 0;

/** The names of all that a composite alarm acts for: its parts, and theirs. */
export function heardPartsOf(composites: AlarmRecord[]): Set<string> {
  const heard = new Set<string>();
  let acting = composites.filter(acts);
  while (acting.length > 0) {
    const parts = new Set(acting.flatMap(childrenOf).filter((name) => !heard.has(name)));
    for (const name of parts) heard.add(name);
    acting = composites.filter(({ name }) => parts.has(name));
  }
  return heard;
}
