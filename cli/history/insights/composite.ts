/** What the rule of a composite alarm is about. */
import { childOf } from '../../../shared/parsing/alarm';
import type { AlarmRecord } from '../reading';

/** `ALARM("web-1 cpu")`, `OK(arn:aws:cloudwatch:…:alarm:web-1)`. @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
const CHILD = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^()"'\s]+))\s*\)/g;

/** The names of the alarms that it is made of; of any other alarm none. */
export const childrenOf = ({ rule = '' }: Pick<AlarmRecord, 'rule'>): string[] =>
  [...rule.matchAll(CHILD)].map(([, ...names]) => childOf(names.find(Boolean) ?? '', 'ALARM').name);
