import { fixture, messagesOf } from '../../test/fixture';
import { parseAlarmAction, parseAlarmStateChange } from '../parsing/alarm-event';
import { parseAlarmMessage } from '../parsing/alarm-message';
import { alarmSentence } from './sentence';

const bySns = (name: string, change = {}) => parseAlarmMessage({ ...Object(messagesOf(name)[0]), ...change });
const reason = (NewStateReason: string, change = {}) => ({ NewStateReason, ...change });

describe('alarmSentence', () => {
  it.each([
    ['alarm', 'DeliveryErrors was 10, at or above 1, for 5 of 5 minutes.'],
    ['process-down', 'procstat_lookup_pid_count was 0, at or below 0, for 1 of 1 minutes.'],
  ])('says it plainly: %s', (name, expected) => {
    expect(alarmSentence(bySns(name))).toBe(expected);
  });

  const overOf3 = { EvaluationPeriods: 3, DatapointsToAlarm: 2 };
  const trigger = { ...Object(messagesOf('cpu-high')[0]).Trigger, ...overOf3 };
  it.each([
    [
      'how many datapoints crossed',
      reason(
        'Threshold Crossed: 2 out of the last 3 datapoints [80.0 (a), 71.0 (b)] were greater than or equal to the threshold (50.0)',
        { Trigger: trigger },
      ),
      'CPUUtilization was 80 %, at or above 50 %, for 2 of 3 minutes.',
    ],
    [
      'that data are missing',
      reason(
        'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].',
      ),
      'CPUUtilization sent no data, which counts as at or above 50 %.',
    ],
    [
      'that missing data are no fault',
      reason(
        'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
        { NewStateValue: 'OK' },
      ),
      'CPUUtilization sent no data, which counts as well.',
    ],
    [
      'that it is over',
      reason(
        'Threshold Crossed: 1 out of the last 1 datapoints [20.0 (a)] was not greater than or equal to the threshold (50.0)',
        { NewStateValue: 'OK' },
      ),
      'CPUUtilization was 20 %, no longer at or above 50 %.',
    ],
    [
      'that nobody knows',
      reason('Insufficient Data: 1 datapoint was unknown.', { NewStateValue: 'INSUFFICIENT_DATA' }),
      'CPUUtilization sent too little data to say how it is.',
    ],
    ['what somebody wrote who set the state by hand', reason('testing'), 'testing'],
  ])('says %s', (_, change, expected) => {
    expect(alarmSentence(bySns('cpu-high', change))).toBe(expected);
  });

  it('names the expression of metric math, and the label somebody gave it', () => {
    const math = bySns('math');
    const named = (label: string) =>
      alarmSentence({ ...math, ...(math.kind === 'math' && { label, expression: 'm1/m2*100' }) });
    expect(named('5xx rate')).toMatch(/^5xx rate \(m1\/m2\*100\) was /);
    expect(named('Expression1')).toMatch(/^m1\/m2\*100 was /);
  });

  it('says what was expected of an anomaly', () => {
    expect(alarmSentence(bySns('anomaly'))).toMatch(
      / was [\d.]+(?: %)?, outside the expected [\d.]+(?: %)? to [\d.]+/,
    );
  });

  it('names the children of a composite alarm, else gives the reason', () => {
    const composite = bySns('composite');
    const children = ['web-5xx', 'web-latency'].map((name) => ({ arn: name, name, state: composite.state }));
    expect(alarmSentence({ ...composite, ...(composite.kind === 'composite' && { children }) })).toBe(
      'web-5xx and web-latency are in ALARM.',
    );
    expect(alarmSentence(bySns('composite', { TriggeringChildren: [], NewStateReason: 'by hand' }))).toBe(
      'by hand',
    );
  });

  it('knows as much from EventBridge and from a direct action as these say', () => {
    expect(alarmSentence(parseAlarmStateChange(fixture('alarm-eventbridge')))).toBe(
      alarmSentence(bySns('cpu-high')),
    );
    expect(alarmSentence(parseAlarmAction(fixture('alarm-direct')))).toMatch(
      / was [\d.]+.*, for \d+ of \d+ minutes\.$/,
    );
  });
});
