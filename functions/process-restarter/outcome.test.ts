import { commented, commentOn, outcomeNotification, readReport } from './outcome';

const restart = { commandId: 'c-1', instanceId: 'i-1', unit: 'httpd', subject: 'web-1: httpd' };
const ended = (status: string, output = '', error = '') =>
  outcomeNotification(restart, { status, output, error, comment: '' });

describe('readReport', () => {
  it('reads the first line of the script', () => {
    expect(readReport('outcome=restarted state=active pid=4711 seconds=3\n')).toEqual({
      outcome: 'restarted',
      state: 'active',
      pid: '4711',
      seconds: 3,
    });
  });

  it.each(['', 'something else', 'outcome=restarted'])('finds none in %p', (output) => {
    expect(readReport(output)).toBeUndefined();
  });
});

describe('commented', () => {
  const command = { commandId: 'c-1', instanceId: 'i-1' };
  it('reads what was written on the command', () => {
    expect(commented(commentOn(restart), command)).toEqual(restart);
    expect(commented(commentOn({ unit: 'a@b:c.service', subject: 'x: y' }), command)).toMatchObject({
      unit: 'a@b:c.service',
      subject: 'x: y',
    });
  });

  it.each(['', 'httpd', 'restart it please', ': nothing'])('finds no restart of ours in %p', (comment) => {
    expect(commented(comment, command)).toBeUndefined();
  });
});

describe('outcomeNotification', () => {
  it.each([
    [
      'outcome=restarted state=active pid=4711 seconds=3',
      'good',
      'web-1: httpd is running again, restarted in 3 s',
      'httpd is active, with main PID 4711.',
    ],
    [
      'outcome=already-active state=active pid=4711 seconds=0',
      'warning',
      'web-1: httpd is alive, its metric is missing',
      'It was not restarted: httpd is active, with main PID 4711. Look at the CloudWatch agent: `systemctl status amazon-cloudwatch-agent`.',
    ],
    [
      'outcome=unknown-unit state=inactive pid=0 seconds=0',
      'critical',
      'web-1: httpd was not restarted',
      expect.stringContaining('systemd knows no unit httpd there.'),
    ],
    [
      'outcome=failed state=failed pid=0 seconds=2',
      'critical',
      'web-1: httpd did not come back',
      'httpd is failed 2 s after the restart. The end of its journal says why.',
    ],
  ])('says %s', (output, severity, title, text) => {
    expect(ended('Success', output)).toMatchObject({
      severity,
      title,
      text,
      subject: 'web-1',
      facts: { instance: 'i-1', unit: 'httpd', command: 'c-1' },
    });
  });

  it('shows the journal of a unit that failed, and the errors', () => {
    const output = 'outcome=failed state=failed pid=0 seconds=2\nline 1\n\nline 2\n';
    expect(ended('Failed', output, 'Job for httpd.service failed.').details).toEqual([
      { title: 'Its last words', lines: ['line 1', 'line 2'] },
      { title: 'Errors', lines: ['Job for httpd.service failed.'] },
    ]);
  });

  it.each([
    ['Success', 'warning', 'printed nothing that proves it'],
    ['DeliveryTimedOut', 'critical', 'its SSM agent is offline'],
    ['ExecutionTimedOut', 'critical', 'longer than it may'],
    ['InProgress', 'warning', 'The command is still InProgress.'],
    ['Cancelled', 'critical', 'The command ended as Cancelled.'],
  ])('repeats what SSM says when the script says nothing: %s', (status, severity, text) => {
    expect(ended(status)).toMatchObject({ severity, text: expect.stringContaining(text) });
  });

  it('says that SSM does not know the command', () => {
    expect(outcomeNotification(restart, undefined).text).toContain('The command ended as unknown to SSM.');
  });
});
