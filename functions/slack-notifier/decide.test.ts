import { messagesOf } from '../../events/fixture';
import type { Config } from '../../shared/config/schema';
import type { Alarm } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { decide } from './decide';

const alarm = parseAlarmMessage(messagesOf('cpu-high')[0]);
const standard: Config['quiet'] = { ok: 'after-alarm', insufficientData: 'after-alarm' };

describe('decide', () => {
  it.each<[Alarm['state'], Alarm['previousState'], boolean, string]>([
    ['ALARM', 'OK', true, 'the alarm is in ALARM'],
    ['ALARM', 'ALARM', true, 'the alarm is in ALARM'],
    ['OK', 'ALARM', true, 'the alarm was in ALARM before'],
    ['OK', 'INSUFFICIENT_DATA', false, 'INSUFFICIENT_DATA → OK: the alarm was not in ALARM before'],
    ['OK', undefined, true, 'the state before is not known'],
    ['INSUFFICIENT_DATA', 'ALARM', true, 'the alarm was in ALARM before'],
    ['INSUFFICIENT_DATA', 'OK', false, 'OK → INSUFFICIENT_DATA: the alarm was not in ALARM before'],
  ])('%s after %s: told is %p', (state, previousState, tell, why) => {
    expect(decide({ ...alarm, state, previousState }, standard)).toEqual({ tell, why });
  });

  it.each<[Alarm['state'], Partial<Config['quiet']>, boolean, string]>([
    ['OK', { ok: 'always' }, true, 'OK is always told'],
    ['OK', { ok: 'never' }, false, 'OK is never told'],
    ['INSUFFICIENT_DATA', { insufficientData: 'always' }, true, 'INSUFFICIENT_DATA is always told'],
    ['INSUFFICIENT_DATA', { insufficientData: 'never' }, false, 'INSUFFICIENT_DATA is never told'],
  ])('%s as %p: told is %p', (state, quiet, tell, why) => {
    expect(decide({ ...alarm, state, previousState: 'OK' }, { ...standard, ...quiet })).toEqual({
      tell,
      why,
    });
  });

  it('keeps quiet about an alarm that somebody muted', () => {
    expect(decide({ ...alarm, heldBackBy: 'WaitPeriod' }, standard)).toEqual({
      tell: false,
      why: 'its actions are held back by WaitPeriod',
    });
  });
});
