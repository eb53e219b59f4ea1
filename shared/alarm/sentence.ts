/** What an alarm says, in one plain sentence. */
import type { Alarm, AlarmCondition, AlarmState, MeasuredAlarm, Metric } from '../parsing/alarm';
import type { AlarmReading, Comparison } from '../parsing/alarm-reason';
import { datapointSpan } from '../text/duration';
import { safeLine } from '../text/safe';
import { quantity, unitOf } from './quantity';

const COMPARISON_WORDS: Record<Comparison, string> = {
  above: 'above',
  'at-or-above': 'at or above',
  below: 'below',
  'at-or-below': 'at or below',
  'outside-band': 'outside the expected',
  'above-band': 'above the expected',
  'below-band': 'below the expected',
};

/** `at or above 50 %`, `outside the expected 0.02 to 0.3`; `undefined` when the event does not say. */
function limitOf({ comparison, threshold }: AlarmCondition, { lower, upper }: AlarmReading, unit: string) {
  if (comparison === undefined) return undefined;
  const bounds = comparison.endsWith('-band')
    ? [comparison === 'above-band' ? undefined : lower, comparison === 'below-band' ? undefined : upper]
    : [threshold];
  const known = bounds.flatMap((bound) => (bound === undefined ? [] : quantity(bound, unit)));
  return known.length > 0 ? `${COMPARISON_WORDS[comparison]} ${known.join(' to ')}` : undefined;
}

/** `, for 2 of 3 minutes`: how long the value has been there, as far as the event says. */
function duration(condition: AlarmCondition, { crossed, evaluated }: AlarmReading): string {
  const { period, evaluationPeriods = evaluated, datapointsToAlarm } = condition;
  const datapoints = crossed ?? datapointsToAlarm;
  if (period === undefined || evaluationPeriods === undefined || datapoints === undefined) return '';
  return `, for ${datapointSpan(Math.min(datapoints, evaluationPeriods), evaluationPeriods, period)}`;
}

/** The name of what is measured. CloudWatch labels a math expression `Expression1` when nobody named it. */
function measuredName(alarm: MeasuredAlarm): string {
  if (alarm.kind !== 'math') return alarm.metric.name;
  const { label, expression } = alarm;
  return label === undefined || /^Expression\d*$/.test(label) ? expression : `${label} (${expression})`;
}

/** A math expression's unit is anybody's guess. */
const onlyMetric = (alarm: MeasuredAlarm): Metric | undefined =>
  alarm.kind === 'math' ? undefined : alarm.metric;

function measured(alarm: MeasuredAlarm): string | undefined {
  const { state, condition, reading } = alarm;
  const subject = measuredName(alarm);
  const unit = unitOf(onlyMetric(alarm));
  const limit = limitOf(condition, reading, unit);
  if (state === 'INSUFFICIENT_DATA') return `${subject} sent too little data to say how it is.`;
  if (reading.dataMissing) return `${subject} sent no data${missingMeans(state, limit)}.`;
  if (reading.value === undefined || limit === undefined) return undefined;
  const value = `${subject} was ${quantity(reading.value, unit)}`;
  return state === 'ALARM'
    ? `${value}, ${limit}${duration(condition, reading)}.`
    : `${value}, no longer ${limit}.`;
}

const missingMeans = (state: AlarmState, limit = 'a breach'): string =>
  state === 'ALARM' ? `, which counts as ${limit}` : ', which counts as well';

/** `web-5xx and web-latency are in ALARM.` */
function aboutChildren(alarm: Alarm & { kind: 'composite' }): string | undefined {
  const names = alarm.children.filter(({ state }) => state === alarm.state).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} in ${alarm.state}.`;
}

/**
 * One sentence with the metric, the value, the comparison, the threshold and for how long. Where the event does not
 * say, as when somebody set the state by hand, CloudWatch's own reason.
 */
export function alarmSentence(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'metric':
    case 'math':
    case 'anomaly':
      return measured(alarm) ?? safeLine(alarm.reason);
    case 'composite':
      return aboutChildren(alarm) ?? safeLine(alarm.reason);
    case 'other':
      return safeLine(alarm.reason);
  }
}
