import {
  alarmDescription,
  alarmSeverity,
  instanceNameOf,
  isMadeByUs,
  ownDescription,
  runbookOf,
  shortAlarmName,
} from './description';

const OURS = 'alarm-responder-prod i-0a1b2c3d4e5f60718 disk-critical /var/log';
const description = ownDescription({
  sentence: 'disk in use /var/log of web-1 (i-…) >= 90 %, average of 300 s, 1 of 1',
  severity: 'warning',
  instance: 'web-1 severity: info',
  runbook: 'https://wiki.example.com/disk',
  tags: { team: 'shop' },
});

describe('the description of an alarm that the service has made', () => {
  it('says for people what it is, and for the notifier what it needs', () => {
    expect(description).toBe(
      [
        'severity: warning',
        'disk in use /var/log of web-1 (i-…) >= 90 %, average of 300 s, 1 of 1',
        'instance: web-1 severity: info',
        'runbook: https://wiki.example.com/disk',
        'team: shop',
      ].join('\n'),
    );
  });

  it('is read again, the severity before any foreign text', () => {
    const alarm = { name: OURS, description };
    expect([alarmSeverity(description), runbookOf(description), instanceNameOf(alarm)]).toEqual([
      'warning',
      'https://wiki.example.com/disk',
      'web-1 severity: info',
    ]);
  });

  it('is not shown, nor believed of an alarm that somebody else has made', () => {
    expect(alarmDescription({ name: OURS, description })).toBe('');
    expect(instanceNameOf({ name: 'disk', description })).toBeUndefined();
    expect(instanceNameOf({ name: OURS, description: undefined })).toBeUndefined();
  });
});

describe('isMadeByUs', () => {
  it.each([
    [OURS, true, 'disk-critical /var/log'],
    ['alarm-responder-dev watched-bucket-access', true, 'watched-bucket-access'],
    ['alarm-responder-dev', false, 'alarm-responder-dev'],
    ['my alarm-responder-dev i-1 cpu', false, 'my alarm-responder-dev i-1 cpu'],
    ['web-5xx', false, 'web-5xx'],
  ])('%s: %p', (name, expected, short) => {
    expect([isMadeByUs({ name }), shortAlarmName(name)]).toEqual([expected, short]);
  });
});

describe('alarmDescription', () => {
  it.each([
    ['Log partition of the shop.', 'Log partition of the shop.'],
    ['severity: warning\nLog partition.', 'Log partition.'],
    ['Log partition.\n  Severity = info ', 'Log partition.'],
    ['severity: info', ''],
    ['Log partition, severity: info', 'Log partition, severity: info'],
    ['Log partition.\nrunbook: https://x.y/z', 'Log partition.'],
    ['web', ''],
    [undefined, ''],
  ])('%p is shown as people wrote it', (text, expected) => {
    expect(alarmDescription({ name: 'web', description: text })).toBe(expected);
  });
});
