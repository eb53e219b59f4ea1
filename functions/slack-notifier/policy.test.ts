import type { Config } from '../../shared/config/schema';
import type { Alarm } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { messagesOf } from '../../test/fixture';
import { notifyPolicy } from './policy';

const alarm = parseAlarmMessage(messagesOf('cpu-high')[0]);
const standard: Config['notifyOn'] = { ok: 'after-alarm', insufficientData: 'after-alarm' };

describe('notifyPolicy', () => {
  it.each<[Alarm['state'], Alarm['previousState'], boolean, string]>([
    ['ALARM', 'OK', true, 'the alarm is in ALARM'],
    ['ALARM', 'ALARM', true, 'the alarm is in ALARM'],
    ['OK', 'ALARM', true, 'the alarm was in ALARM before'],
    ['OK', 'INSUFFICIENT_DATA', false, 'INSUFFICIENT_DATA → OK: the alarm was not in ALARM before'],
    ['OK', undefined, true, 'the state before is not known'],
    ['INSUFFICIENT_DATA', 'ALARM', true, 'the alarm was in ALARM before'],
    ['INSUFFICIENT_DATA', 'OK', false, 'OK → INSUFFICIENT_DATA: the alarm was not in ALARM before'],
  ])('%s after %s: notified is %p', (state, previousState, notify, why) => {
    expect(notifyPolicy({ ...alarm, state, previousState }, standard)).toEqual({ notify, why });
  });

  it.each<[Alarm['state'], Partial<Config['notifyOn']>, boolean, string]>([
    ['OK', { ok: 'always' }, true, 'OK always notifies'],
    ['OK', { ok: 'never' }, false, 'OK never notifies'],
    ['INSUFFICIENT_DATA', { insufficientData: 'always' }, true, 'INSUFFICIENT_DATA always notifies'],
    ['INSUFFICIENT_DATA', { insufficientData: 'never' }, false, 'INSUFFICIENT_DATA never notifies'],
  ])('%s as %p: notified is %p', (state, notifyOn, notify, why) => {
    expect(notifyPolicy({ ...alarm, state, previousState: 'OK' }, { ...standard, ...notifyOn })).toEqual({
      notify,
      why,
    });
  });

  it('suppresses an alarm that somebody muted', () => {
    expect(notifyPolicy({ ...alarm, suppressedBy: 'WaitPeriod' }, standard)).toEqual({
      notify: false,
      why: 'its actions are suppressed by WaitPeriod',
    });
  });
});
