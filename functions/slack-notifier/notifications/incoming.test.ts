import { parseAlarmMessage } from '../../../shared/parsing/alarm-message';
import { fixture, messagesOf } from '../../../test/fixture';
import { type Incoming, readIncomingEvents } from '../incoming';
import { incomingNotification } from './incoming';
import { textNotification } from './text';

const SENT_AT = new Date('2026-03-02T03:12:00Z');

function notificationIn(event: unknown) {
  const [incoming] = readIncomingEvents(event, 'request-1');
  if (!incoming) throw new Error('the event brings nothing');
  return incomingNotification(incoming);
}
const notificationOf = (incoming: Incoming) =>
  incomingNotification({ incoming, sourceId: 'm-1', at: SENT_AT });

const cpuHigh = parseAlarmMessage(messagesOf('cpu-high')[0]);
const RULE = 'For 1 minute.';

describe('incomingNotification', () => {
  it('gives an alarm its headline, facts and links', () => {
    expect(notificationIn(fixture('process-down'))).toMatchObject({
      id: `${Date.UTC(2022, 5, 28, 1, 57, 35, 603)}:ALARM`,
      alarm: { name: 'httpd-process-down', state: 'ALARM', previousState: 'OK' },
      title: 'i-03e6aec1a93443558: httpd is not running',
      text: RULE,
      facts: {
        instance: 'i-03e6aec1a93443558',
        dimensions: '',
        metric: 'procstat_lookup_pid_count (CWAgent, Sum)',
        rule: '',
        alarm: 'httpd-process-down',
        account: '123456789012',
        region: 'ap-northeast-2',
      },
      links: [{ text: 'Alarm' }, { text: 'Instance' }, { text: 'Metric' }, { text: 'Mute' }],
      at: new Date('2022-06-28T01:57:35.603Z'),
    });
  });

  it('leaves a notification its own words', () => {
    expect(notificationIn(fixture('notification'))).toMatchObject({
      id: 'outcome 4d8a1f6e-92c3-4e57-b0d8-6a3f1c9e7b25',
      incident: 'alarm arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:httpd-process-down',
      title: 'httpd on web-1 did not come back',
      text: expect.stringMatching(/^The restart ran, /),
    });
  });

  it('shows as it came what cannot be put into words, with what is wrong', () => {
    const alarm = { ...cpuHigh, changedAt: new Date(Number.NaN) };
    expect(notificationOf({ kind: 'alarm', alarm })).toMatchObject({
      id: 'm-1',
      alarm: undefined,
      severity: 'warning',
      title: `ALARM ${cpuHigh.name}`,
      text: expect.stringMatching(/^Shown as it came\. It could not be put into words: Invalid time value/),
      at: SENT_AT,
      details: [{ lines: expect.arrayContaining([expect.stringContaining(cpuHigh.name)]) }],
    });
  });

  it('links nowhere when the region is not known', () => {
    expect(notificationOf({ kind: 'alarm', alarm: { ...cpuHigh, region: undefined } })).toMatchObject({
      links: [],
      facts: { region: 'Asia Pacific (Seoul)' },
    });
  });

  it('knows a text by what brought it, and says when that was sent', () => {
    const [record] = Object(fixture('plain-text')).Records;
    expect(notificationIn(fixture('plain-text'))).toMatchObject({
      id: record.Sns.MessageId,
      incident: `notification ${record.Sns.MessageId}`,
      severity: 'info',
      at: new Date(record.Sns.Timestamp),
      details: [],
    });
  });
});

describe('the notification of a failure', () => {
  const failure = Object(messagesOf('failure-record')[0]);
  const failureOf = (change: object) => notificationIn({ ...failure, ...change });
  const ofCpuAlerter = {
    requestContext: {
      ...failure.requestContext,
      functionArn:
        'arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-cpuAlerter:$LATEST',
    },
    requestPayload: fixture('cpu-high'),
  };

  it('says what the function was to handle, which one it was, and its error', () => {
    const notification = notificationIn(fixture('failure-record'));
    expect(notification).toMatchObject({
      id: `failure ${failure.requestContext.requestId}`,
      incident: 'alarm arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:httpd-process-down',
      alarm: undefined,
      severity: 'critical',
      title: 'i-03e6aec1a93443558: httpd is not running, and processRestarter failed',
      at: new Date('2022-06-28T02:00:52.418Z'),
      account: '123456789012',
      region: 'ap-northeast-2',
      facts: {
        metric: 'procstat_lookup_pid_count (CWAgent, Sum)',
        request: 'd1c7e5a2-6f38-4b0e-9a41-57b2c83e6f90',
      },
      links: [
        { text: 'Log of the function' },
        { text: 'Alarm' },
        { text: 'Instance' },
        { text: 'Metric' },
        { text: 'Mute' },
      ],
    });
    expect(notification.text.split('\n\n')).toEqual([
      RULE, // of the process, so it stands where nobody takes it for the function's
      expect.stringMatching(/^It gave up after 3 attempts \(RetriesExhausted\): \w+: ./),
      'What it was to do may not be done.',
    ]);
  });

  it('says when a function was never reached', () => {
    const { title, text } = notificationIn(fixture('failure-aged-out'));
    expect([title, text.split('\n\n')[1]]).toEqual([
      'i-03e6aec1a93443558: httpd is not running, and processRestarter failed',
      'It was never reached: Lambda gave up (EventAgeExceeded).',
    ]);
  });

  it.each([
    ['by a topic', fixture('cpu-high')],
    ['by EventBridge', fixture('alarm-eventbridge')],
  ])('stands for the alarm that came %s, where nobody else notifies of it', (_, requestPayload) => {
    const own = notificationIn(requestPayload);
    expect(failureOf({ ...ofCpuAlerter, requestPayload })).toMatchObject({
      id: own.id,
      incident: own.incident,
      alarm: own.alarm,
      at: own.at,
      title: `${own.title}, and cpuAlerter failed`,
      text: expect.stringContaining(own.text),
    });
  });

  it('says all that the event brought', () => {
    const { title, text } = failureOf({ requestPayload: fixture('two-records') });
    const all = readIncomingEvents(fixture('two-records'), '').map((one) => incomingNotification(one));
    expect(title).toBe(
      'web-2: CPU at 64 % (limit 50 %); web-2: httpd is not running, and processRestarter failed',
    );
    for (const one of all) expect(text).toContain(one.text);
  });

  it('is about nothing but itself when the event brought nothing', () => {
    expect(
      failureOf({ requestPayload: { 'detail-type': 'Scheduled Event' }, responsePayload: {} }),
    ).toMatchObject({
      title: 'A message from AWS, and processRestarter failed',
      text: expect.stringMatching(
        /^It gave up after 3 attempts \(RetriesExhausted\): an error without a message/,
      ),
    });
  });
});

describe('textNotification', () => {
  const textOf = (content: unknown, more = {}) =>
    textNotification(content, { sourceId: 'm-1', at: SENT_AT, ...more });

  it.each<[string, unknown, string]>([
    ['a long text', 'Hello.\nHow are you?', '> Hello.\n> How are you?'],
    ['a number', 42, '42'],
    ['nothing', undefined, 'undefined'],
  ])('shows %s', (_, content, shown) => {
    const { text, details } = textOf(content);
    expect([text, ...details.flatMap(({ lines }) => lines)]).toContain(shown);
  });

  it('shows what nests too deep to be shown as such', () => {
    const nested = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(textOf(nested).details[0]?.lines.join()).toMatch(/^Something that cannot be shown/);
  });

  it('has its first line as its title where it has no subject, and says nothing twice', () => {
    expect(textOf('Hello.')).toMatchObject({ title: 'Hello.', text: '' });
    expect(textOf(`${'x'.repeat(200)}\nMore.`)).toMatchObject({
      title: `${'x'.repeat(149)}…`,
      text: expect.stringMatching(/^> x{200}\n> More\.$/),
    });
  });

  it('has what an event of RDS says as its title', () => {
    const [record] = messagesOf('rds-event');
    expect(textOf(record, { subject: 'RDS Notification Message' }).title).toBe(
      'shop-db: The allocated storage for the DB instance has been exhausted.',
    );
  });

  it.each([
    ['in words', 'See https://console.aws.amazon.com/billing/home#/budgets.', 'billing/home#/budgets'],
    ['in JSON', { link: 'https://console.aws.amazon.com/rds/home?region=x#db' }, 'rds/home?region=x#db'],
  ])('leads to the page of the console that it names %s', (_, content, page) => {
    const url = `https://console.aws.amazon.com/${page}`;
    expect(textOf(content).links).toEqual([{ text: 'Console', url }]);
  });

  it.each([
    'https://evil.example/console.aws.amazon.com/x',
    'https://console.aws.amazon.com.evil.example/x',
    'https://evilconsole.aws.amazon.com/x',
    'https://console.aws.amazon.com/console/home?isauthcode=true',
  ])('leads nowhere else: %s', (content) => {
    expect(textOf(content).links).toEqual([]);
  });

  it('has the subject as its title, where there is one', () => {
    expect(textOf({ hello: 1 }).title).toBe('A message from AWS');
    expect(textOf('Hello.', { subject: 'AWS Budgets' }).title).toBe('AWS Budgets');
  });

  it('is a warning when it was meant to be something else', () => {
    const problem = 'Not an alarm';
    expect(textOf({ AlarmName: 1 }, { subject: 'ALARM', problem })).toMatchObject({
      id: 'm-1',
      severity: 'warning',
      title: 'ALARM',
      text: 'Shown as it came. Not an alarm.',
      details: [{ title: 'Content', lines: ['{', '  "AlarmName": 1', '}'] }],
    });
    expect(textOf('{"cut\noff', { problem }).text).toBe('> {"cut\n> off\n\nShown as it came. Not an alarm.');
  });
});
