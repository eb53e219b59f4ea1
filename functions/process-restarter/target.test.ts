import type { Alarm } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { messagesOf } from '../../test/fixture';
import { isProcessDown, targetOf } from './target';

const alarmOf = (name: string, change = {}): Alarm =>
  parseAlarmMessage({ ...Object(messagesOf(name)[0]), ...change });
const processDown = alarmOf('process-down');
const units = { httpd: 'httpd.service', '/var/run/app.pid': 'app' };

describe('isProcessDown', () => {
  it.each<[string, Alarm, boolean]>([
    ['a process that is gone', processDown, true],
    ['a process that sends no data', alarmOf('missing-data'), true],
    ['a process that is back', { ...processDown, state: 'OK' }, false],
    ['a CPU alarm', alarmOf('cpu-high'), false],
    ['a composite alarm', alarmOf('composite'), false],
  ])('knows %s', (_, alarm, expected) => {
    expect(isProcessDown(alarm)).toBe(expected);
  });
});

describe('targetOf', () => {
  it.each([
    ['exe', 'httpd', 'httpd.service'],
    ['pattern', 'httpd', 'httpd.service'],
    ['process_name', 'httpd', 'httpd.service'],
    ['pidfile', '/var/run/app.pid', 'app'],
    ['exe', 'sshd', undefined],
    ['exe', 'constructor', undefined],
  ])('finds %s %s', (dimension, process, unit) => {
    expect(targetOf({ [dimension]: process, InstanceId: 'i-1' }, units)).toEqual({
      process,
      instanceId: 'i-1',
      unit,
    });
  });

  it.each([
    [
      { InstanceId: 'i-1' },
      'the dimensions of its alarm name no process (exe, pattern, process_name or pidfile)',
    ],
    [{ exe: 'httpd' }, 'the dimensions of its alarm name no InstanceId'],
  ])('says what is missing in %p', (dimensions, expected) => {
    expect(targetOf(dimensions, units)).toBe(expected);
  });
});
