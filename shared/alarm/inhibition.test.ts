import { messagesOf } from '../../test/fixture';
import type { AlarmNow } from '../aws/cloudwatch-reads';
import { log } from '../log';
import { parseAlarmMessage } from '../parsing/alarm-message';
import { inhibitedBy, okInhibitedBy } from './inhibition';

const topic = 'arn:aws:sns:ap-northeast-2:123456789012:alarm-responder-dev-alerts';
const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 2, 3, 11, seconds));
const now = (name: string, change: Partial<AlarmNow> = {}): AlarmNow => ({
  name,
  state: 'ALARM',
  description: `severity: ${name}`,
  actions: [topic],
  okActions: [topic],
  ...change,
});
const alarm = (event: string, name: string) => ({
  ...parseAlarmMessage(messagesOf(event)[0]),
  name,
  description: `severity: ${name}`,
  changedAt: at(24),
});
const warning = alarm('cpu-high', 'warning');

beforeEach(() => jest.spyOn(log(), 'warn').mockImplementation());
afterEach(() => jest.clearAllMocks());

describe('inhibitedBy', () => {
  it.each<[string, string, AlarmNow[], string | undefined]>([
    ['a warning beside a critical one that rings', 'warning', [now('warning'), now('critical')], 'critical'],
    ['a critical one', 'critical', [now('warning'), now('critical')], undefined],
    [
      'a warning beside one that is OK',
      'warning',
      [now('warning'), now('critical', { state: 'OK' })],
      undefined,
    ],
    ['a warning alone', 'warning', [now('warning')], undefined],
    [
      'a warning beside one that does not notify here',
      'warning',
      [now('warning'), now('critical', { actions: [] })],
      undefined,
    ],
    [
      'a warning beside another warning',
      'warning',
      [now('warning'), now('other', { description: 'severity: warning' })],
      undefined,
    ],
    ['a warning of which nothing is known', 'warning', [], undefined],
  ])('%s', (_, name, all, expected) => {
    expect(inhibitedBy({ ...warning, name, description: `severity: ${name}` }, all)).toBe(expected);
  });
});

describe('okInhibitedBy', () => {
  const recovered = (seconds: number) => [{ at: at(seconds), from: 'ALARM', to: 'OK' }];
  const recoveredNow = (name: string) => now(name, { state: 'OK' });

  it.each<[string, string, AlarmNow, { at: Date; from: string; to: string }[], string | undefined]>([
    ['the critical one while the warning rings', 'critical', now('warning'), [], 'warning'],
    ['the warning while the critical one rings', 'warning', now('critical'), [], 'critical'],
    ['the last one', 'warning', recoveredNow('critical'), recovered(10), undefined],
    [
      'the first of two, when the other has recovered meanwhile',
      'critical',
      recoveredNow('warning'),
      recovered(25),
      'warning',
    ],
    [
      'the first by name of two at the same moment',
      'critical',
      recoveredNow('warning'),
      recovered(24),
      'warning',
    ],
    [
      'the last by name of two at the same moment',
      'warning',
      recoveredNow('critical'),
      recovered(24),
      undefined,
    ],
    [
      'one whose related alarm only got data again',
      'critical',
      recoveredNow('warning'),
      [{ at: at(25), from: 'INSUFFICIENT_DATA', to: 'OK' }],
      undefined,
    ],
    [
      'one whose related alarm notifies of no OK',
      'critical',
      now('warning', { okActions: [] }),
      [],
      undefined,
    ],
  ])('%s', async (_, name, other, changes, expected) => {
    const reads = {
      alarmsForMetric: async () => [recoveredNow(name), other],
      alarmChanges: async () => changes,
    };
    expect(await okInhibitedBy(alarm('alarm-ok', name), reads)).toBe(expected);
  });

  it('does not ask about other alarms', async () => {
    const never = async (): Promise<never> => Promise.reject(new Error('expected no call'));
    const reads = { alarmsForMetric: never, alarmChanges: never };
    const other = parseAlarmMessage(messagesOf('process-down')[0]);
    expect(await okInhibitedBy({ ...other, state: 'OK' }, reads)).toBeUndefined();
    expect(await okInhibitedBy(warning, reads)).toBeUndefined();
    expect(log().warn).not.toHaveBeenCalled();
  });

  it('has the OK notify when the related alarms cannot be found out', async () => {
    const fail = async (): Promise<never> => Promise.reject(new Error('throttled'));
    expect(
      await okInhibitedBy(alarm('alarm-ok', 'critical'), { alarmsForMetric: fail, alarmChanges: fail }),
    ).toBeUndefined();
    expect(log().warn).toHaveBeenCalled();
  });
});
