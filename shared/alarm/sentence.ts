/** What stands below the headline of an alarm: since when, and how sure. */
import type { Alarm, MeasuredAlarm } from '../parsing/alarm';
import { isByCloudWatch } from '../parsing/alarm-reason';
import { datapointSpan } from '../text/duration';
import { safeLine } from '../text/safe';
import { alarmWords } from '../words/alarm';
import type { Subject } from './subject';

/** `At or above the limit for 5 minutes.`, as far as the event says. */
function lasting({ condition, reading }: MeasuredAlarm, isYesOrNo: boolean): string {
  const { comparison, period, evaluationPeriods = reading.evaluated, datapointsToAlarm } = condition;
  const datapoints = reading.crossed ?? datapointsToAlarm;
  if (!comparison || period === undefined || evaluationPeriods === undefined || datapoints === undefined)
    return '';
  const crossed = Math.min(datapoints, evaluationPeriods);
  const span = datapointSpan(crossed, evaluationPeriods, period);
  const words = alarmWords();
  if (isYesOrNo) return crossed === evaluationPeriods ? words.since(span) : words.sinceIn(span);
  return crossed === evaluationPeriods ? words.lasting(comparison, span) : words.lastingIn(comparison, span);
}

const unread = (reason: string): string =>
  isByCloudWatch(reason) ? safeLine(reason) : alarmWords().byHand(safeLine(reason));

function measured(alarm: MeasuredAlarm, isYesOrNo: boolean): string {
  const words = alarmWords();
  const { state, reading, reason } = alarm;
  if (state === 'INSUFFICIENT_DATA') return words.tooLittle;
  if (reading.dataMissing) return state === 'ALARM' ? words.missingIsBad : words.missingIsGood;
  if (reading.value === undefined) return unread(reason);
  return state === 'ALARM' ? lasting(alarm, isYesOrNo) : '';
}

/** One sentence, or none where the headline says it all. Where the event does not say, CloudWatch's own reason. */
export function alarmSentence(alarm: Alarm, { process, known }: Pick<Subject, 'process' | 'known'>): string {
  switch (alarm.kind) {
    case 'metric':
    case 'math':
    case 'anomaly':
      return measured(alarm, process !== undefined || known.kind === 'flag');
    case 'composite':
      return alarm.children.length > 0 || alarm.state === 'OK' ? '' : safeLine(alarm.reason);
    case 'other':
      return safeLine(alarm.reason);
  }
}
