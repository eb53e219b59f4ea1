/** The one line of an alarm that stands on a phone: the thing, what is wrong with it, how bad against what limit. */
import type { Alarm, MeasuredAlarm } from '../parsing/alarm';
import { isByCloudWatch } from '../parsing/alarm-reason';
import { oneLine } from '../text/safe';
import { alarmWords } from '../words/alarm';
import { metricsWords } from '../words/metrics';
import { quantities, quantity, type Unit } from './quantity';
import type { Subject } from './subject';

type FlagSubject = Subject & { known: { kind: 'flag' } };

const unitOf = ({ known }: Subject): Unit => (known.kind === 'measured' ? known.unit : 'count');

function unexpected({ condition, reading }: MeasuredAlarm, what: string, value: number, unit: Unit): string {
  const [lower, upper] = [reading.lower, reading.upper].map((one) =>
    one === undefined ? one : quantity(one, unit),
  );
  const words = alarmWords();
  const shown =
    condition.comparison === 'above-band'
      ? [undefined, upper]
      : [lower, condition.comparison === 'below-band' ? undefined : upper];
  return shown.some(Boolean)
    ? words.unexpected(what, quantity(value, unit), words.expected(shown[0], shown[1]))
    : words.rings(what);
}

/** An alarm may also ring when all is well. */
const isFlagRaised = ({ condition }: MeasuredAlarm, subject: Subject): subject is FlagSubject =>
  subject.known.kind === 'flag' &&
  (subject.known.failsAt === 1) !== (condition.comparison?.includes('below') ?? subject.known.failsAt === 0);

function ringing(alarm: MeasuredAlarm, subject: Subject): string {
  const words = alarmWords();
  const { what, process } = subject;
  const { condition, reading } = alarm;
  const unit = unitOf(subject);
  // Who sets a state by hand says nothing of what is watched.
  if (process !== undefined)
    return isByCloudWatch(alarm.reason) ? words.processDown(process) : words.rings(process);
  if (reading.dataMissing) return words.noData(what);
  if (isFlagRaised(alarm, subject)) return metricsWords()(subject.known.label);
  if (reading.value === undefined) return words.rings(what);
  if (condition.comparison?.endsWith('-band')) return unexpected(alarm, what, reading.value, unit);
  if (condition.threshold === undefined) return words.rings(what);
  const { value, limit } = quantities(reading.value, condition.threshold, unit);
  return words.over(what, value, limit);
}

function recovered(alarm: MeasuredAlarm, subject: Subject): string {
  const words = alarmWords();
  const { what, process } = subject;
  const { reading } = alarm;
  if (process !== undefined)
    return isByCloudWatch(alarm.reason) && !reading.dataMissing
      ? words.processUp(process)
      : words.ok(process);
  if (reading.dataMissing || reading.value === undefined) return words.ok(what);
  if (isFlagRaised(alarm, subject)) return metricsWords()(subject.known.good);
  return words.back(what, quantity(reading.value, unitOf(subject)));
}

function measured(alarm: MeasuredAlarm, subject: Subject): string {
  switch (alarm.state) {
    case 'ALARM':
      return ringing(alarm, subject);
    case 'OK':
      return recovered(alarm, subject);
    case 'INSUFFICIENT_DATA':
      return alarmWords().noData(subject.process ?? subject.what);
  }
}

/** More than these only lengthen the line. */
const SHOWN_CHILDREN = 3;

function unmeasured(alarm: Exclude<Alarm, MeasuredAlarm>): string {
  const words = alarmWords();
  const children = alarm.kind === 'composite' ? alarm.children.filter(({ state }) => state === 'ALARM') : [];
  if (alarm.state === 'OK') return words.ok('');
  if (alarm.state === 'INSUFFICIENT_DATA') return words.noData('');
  if (children.length === 0) return words.rings('');
  const names = children.slice(0, SHOWN_CHILDREN).map(({ name }) => name);
  return words.childrenRing(names, children.length - names.length);
}

/** `disk / at 93 % (limit 90 %)`, behind the name of the thing. */
export const predicate = (alarm: Alarm, subject: Subject): string =>
  oneLine(
    alarm.kind === 'composite' || alarm.kind === 'other' ? unmeasured(alarm) : measured(alarm, subject),
  );

/** `web-1: disk / at 93 % (limit 90 %)` */
export const headline = (alarm: Alarm, subject: Subject): string =>
  `${subject.thing}: ${predicate(alarm, subject)}`;

/** `web-1: disk /`, whatever its state. */
export function label({ thing, what, process }: Subject): string {
  const watched = process ?? what;
  return watched ? `${thing}: ${watched}` : thing;
}
