import fc from 'fast-check';
import { bounded } from '../../../shared/bounded';
import { StoreError } from '../../../shared/errors';
import { eventNames, fixture } from '../../../test/fixture';
import { message, setUp } from '../../../test/slack-notifier';
import { alone } from '../delivery/digest';
import { readIncomingEvents } from '../incoming';
import { incomingNotification } from '../notifications/incoming';
import { ascii, deliverToSubscribers, plainText, renderEmail } from './email';

const emailContext = {
  project: 'shop',
  environment: 'production',
  timeZone: 'Asia/Seoul',
  unreachable: undefined,
};

describe('plainText', () => {
  it.each(eventNames())('says what events/%s.json says', (name) => {
    expect(
      readIncomingEvents(fixture(name), 'request-1').map((incoming) =>
        plainText(alone(bounded(incomingNotification(incoming))), emailContext),
      ),
    ).toMatchSnapshot();
  });

  it('is read from the top: what, why, where, when', () => {
    const full = message({
      text: 'It is down.\n2nd ALARM in 24 h.\n\nThe shop of all shops.',
      facts: { State: 'OK → ALARM' },
      account: '123456789012',
      region: 'ap-northeast-2',
      at: new Date('2026-03-02T03:11:24Z'),
      details: [{ title: 'syslog', lines: ['one', 'two'] }],
      links: [{ text: 'Alarm', url: 'https://console.aws.amazon.com/x' }],
    });
    expect(plainText(full, emailContext)).toEqual({
      subject: '[critical] ALARM: web (shop production)',
      body: `ALARM: web

It is down.
2nd ALARM in 24 h.

The shop of all shops.

Project:     shop
Environment: production
State:       OK → ALARM
Account:     123456789012
Region:      Asia Pacific (Seoul), ap-northeast-2
Time:        2026-03-02 12:11:24 (Asia/Seoul)

syslog:
  one
  two

Alarm: https://console.aws.amazon.com/x
`,
    });
  });

  it('says first that Slack was not reached, and why', () => {
    const { subject, body } = plainText(message(), { ...emailContext, unreachable: 'no_service (HTTP 404)' });
    expect(subject).toBe('[Slack could not be reached] [critical] ALARM: web (shop production)');
    expect(body).toMatch(
      /^Slack could not be reached, so this is told here alone. no_service \(HTTP 404\)\n/,
    );
  });

  it('shows a digest line by line, each with its link, and no name twice', () => {
    const lines = [
      { severity: 'critical', name: 'web', url: 'https://x.y/web', text: '12:11 ALARM — It is down.' },
      { severity: 'good', name: 'disk', url: 'javascript:alert(1)', text: '12:12 OK' },
    ] as const;
    const digest = message({
      title: '2 alarms, 1 critical, from 12:11 to 12:12',
      text: 'ALARM: web; OK: disk\n\nThey come together, because Slack took no more at the time.',
      facts: {},
      lines: [...lines],
    });
    expect(plainText(digest, { ...emailContext, project: undefined, environment: undefined })).toEqual({
      subject: '[critical] 2 alarms, 1 critical, from 12:11 to 12:12',
      body: `2 alarms, 1 critical, from 12:11 to 12:12

[critical] web: 12:11 ALARM — It is down.
  https://x.y/web
[good] disk: 12:12 OK

They come together, because Slack took no more at the time.

Time: 2026-03-02 12:11:00 (Asia/Seoul)
`,
    });
  });

  it('lets nobody forge a line of a digest', () => {
    const forged = {
      severity: 'good',
      name: 'a\n[critical] b',
      url: undefined,
      text: 'OK\n[critical] c',
    } as const;
    expect(plainText(message({ lines: [forged] }), emailContext).body).toContain(
      '\n[good] a [critical] b: OK [critical] c\n',
    );
  });

  it('lists no link but https, whoever wrote it', () => {
    const links = ['https://x.y/', 'javascript:alert(1)', 'file:///etc/passwd', '!channel'];
    const { body } = plainText(
      message({ links: links.map((url) => ({ text: 'Runbook', url })) }),
      emailContext,
    );
    expect(body.match(/^Runbook.*$/gm)).toEqual(['Runbook: https://x.y/']);
  });

  it('cuts what is endless', () => {
    const part = { title: 'log', lines: ['x'.repeat(9_000)] };
    const endless = message({ details: Array(9).fill(part) });
    const { body } = plainText(endless, emailContext);
    expect(body).toHaveLength(30_002);
  });

  it('always has a subject that SNS takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const { subject } = plainText(message({ title }), emailContext);
        expect(subject).toMatch(/^[!-~][ -~]{0,98}$/);
      }),
    );
  });
});

describe('ascii', () => {
  it.each([
    ['OK → ALARM — 80 % …', 'OK -> ALARM - 80 % ...'],
    ['café', 'cafe'],
    ['웹 서버 down', '? ? down'],
  ])('says %s as %s', (text, expected) => {
    expect(ascii(text)).toBe(expected);
  });
});

describe('renderEmail', () => {
  const timeZone = () => 'UTC';

  it('carries what subscriptions filter by', () => {
    expect(renderEmail(message(), undefined, { timeZone }).attributes).toEqual({ severity: 'critical' });
    const stopped = message({ severity: 'info', kind: 'instance-stopped' });
    expect(renderEmail(stopped, undefined, { timeZone }).attributes).toEqual({
      severity: 'info',
      kind: 'instance-stopped',
    });
    const over = message({ severity: 'good', severities: ['critical', 'good'] });
    expect(renderEmail(over, undefined, { timeZone }).attributes).toEqual({ severity: ['critical', 'good'] });
  });

  it('has the time zone of config/ and why Slack did not get it', () => {
    const { body } = renderEmail(message(), 'no_service', { timeZone });
    expect(body).toMatch(/^Slack could not be reached, .* no_service\n/);
    expect(body).toContain('2026-03-02 03:11:00 (UTC)');
  });
});

describe('deliverToSubscribers', () => {
  const email = renderEmail(message(), undefined, setUp().deps);
  const ARN = 'arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-slackNotifier';
  const deliverWith = (publish: () => Promise<void>) =>
    deliverToSubscribers(
      message(),
      { unreachable: undefined, functionArn: ARN, timeoutMs: 50 },
      { ...setUp().deps, publish },
    );

  it('is delivered when SNS has taken it', async () => {
    const publish = jest.fn(async () => {});
    expect(await deliverWith(publish)).toEqual({ answer: 'delivered' });
    expect(publish.mock.calls).toEqual([[email, ARN, expect.any(AbortSignal)]]);
  });

  it('is refused what cannot be put into a mail', async () => {
    const deps = { ...setUp().deps, timeZone: () => 'Nowhere/At all' };
    const request = { unreachable: undefined, functionArn: ARN, timeoutMs: 50 };
    expect(await deliverToSubscribers(message({ at: new Date(0) }), request, deps)).toMatchObject({
      answer: 'refused',
      why: expect.stringContaining('Nowhere'),
    });
  });

  it.each<[string, () => Promise<void>, string]>([
    ['SNS fails', () => Promise.reject(new StoreError('Rate exceeded')), 'Rate exceeded'],
    ['SNS does not answer in time', () => new Promise(() => {}), 'no answer within 0.05 s'],
    ['an error holds a secret', () => Promise.reject(new Error('token=abcdef0123')), 'token=‹token›'],
    [
      'what fails is not even a promise',
      () => {
        throw new Error('no topic');
      },
      'no topic',
    ],
  ])('is refused when %s, because SNS may have taken it all the same', async (_, publish, why) => {
    expect(await deliverWith(publish)).toEqual({ answer: 'refused', why });
  });
});
