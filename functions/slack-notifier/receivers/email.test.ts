import fc from 'fast-check';
import { bounded } from '../../../shared/bounded';
import { StoreError } from '../../../shared/errors';
import { speak } from '../../../shared/words/language';
import { eventNames, fixture } from '../../../test/fixture';
import { message, setUp } from '../../../test/slack-notifier';
import { alone } from '../delivery/digest';
import { readIncomingEvents } from '../incoming';
import { incomingNotification } from '../notifications/incoming';
import { deliverToSubscribers, plainText, renderEmail } from './email';

const emailContext = {
  project: 'shop',
  environment: 'production',
  timeZone: 'Asia/Seoul',
  unreachable: undefined,
};

afterEach(() => speak('en'));

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
      text: 'For 5 minutes.\n\n> The shop of all shops.',
      facts: { instance: 'i-1, t3.small' },
      account: '123456789012',
      region: 'ap-northeast-2',
      at: new Date('2026-03-02T03:11:24Z'),
      details: [{ title: 'syslog', lines: ['one', 'two'] }],
      links: [{ text: 'Alarm', url: 'https://console.aws.amazon.com/x' }],
    });
    expect(plainText(full, emailContext)).toEqual({
      subject: '🔴 web: down [shop production]',
      body: `🔴 web: down

For 5 minutes.

> The shop of all shops.

syslog:
  one
  two

Project:     shop
Environment: production
Instance:    i-1, t3.small
Account:     123456789012
Region:      ap-northeast-2
Time:        2026-03-02 12:11:24 KST

Alarm: https://console.aws.amazon.com/x
`,
    });
  });

  it('speaks Korean', () => {
    speak('ko');
    const { subject, body } = plainText(
      message({ title: '웹 서버: 응답 없음', facts: { 인스턴스: 'i-1' } }),
      {
        ...emailContext,
        unreachable: 'no_service',
      },
    );
    expect(subject).toBe('[Slack 전송 실패] 🔴 웹 서버: 응답 없음 [shop production]');
    expect(body.split('\n').slice(0, 5)).toEqual([
      'Slack 전송 실패로 여기에만 알립니다. no_service',
      '',
      '🔴 웹 서버: 응답 없음',
      '',
      'For 5 minutes.',
    ]);
    expect(body).toMatch(
      /^프로젝트: +shop\n환경: +production\n인스턴스: +i-1\n시각: +2026-03-02 12:11:00 KST$/m,
    );
  });

  it('says first that Slack was not reached, and why', () => {
    const { subject, body } = plainText(message(), { ...emailContext, unreachable: 'no_service (HTTP 404)' });
    expect(subject).toBe('[Slack could not be reached] 🔴 web: down [shop production]');
    expect(body).toMatch(
      /^Slack could not be reached, so this is told here alone. no_service \(HTTP 404\)\n/,
    );
  });

  it('shows a digest line by line, each with its link, and no name twice', () => {
    const lines = [
      { severity: 'critical', name: 'web: down', url: 'https://x.y/web', text: '12:11 ALARM' },
      { severity: 'good', name: 'disk: up', url: 'javascript:alert(1)', text: '12:12 OK' },
    ] as const;
    const digest = message({
      title: '2 alarms from 12:11 to 12:12, 1 still ringing',
      text: 'They come together, because Slack took no more at the time.',
      facts: {},
      lines: [...lines],
    });
    expect(plainText(digest, { ...emailContext, project: undefined, environment: undefined })).toEqual({
      subject: '🔴 2 alarms from 12:11 to 12:12, 1 still ringing',
      body: `🔴 2 alarms from 12:11 to 12:12, 1 still ringing

🔴 web: down  12:11 ALARM
  https://x.y/web
🟢 disk: up  12:12 OK

They come together, because Slack took no more at the time.

Time: 2026-03-02 12:11:00 KST
`,
    });
  });

  it('lets nobody forge a line of a digest', () => {
    const forged = { severity: 'good', name: 'a\n🔴 b', url: undefined, text: 'OK\n🔴 c' } as const;
    expect(plainText(message({ lines: [forged] }), emailContext).body).toContain('\n🟢 a 🔴 b  OK 🔴 c\n');
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

  it('keeps names in any script in its subject, cut where SNS cuts', () => {
    const long = plainText(message({ title: `웹 서버 🚀${'가'.repeat(200)}` }), emailContext).subject;
    expect([...long]).toHaveLength(99);
    expect(long).toMatch(/^🔴 웹 서버 🚀가+…$/u);
    expect(plainText(message({ title: 'café → ∞' }), emailContext).subject).toBe(
      '🔴 café → ∞ [shop production]',
    );
  });

  it('always has a subject that SNS takes: one line without control characters, of fewer than 100', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const { subject } = plainText(alone(bounded(message({ title }))), emailContext);
        expect([...subject].length).toBeLessThan(100);
        expect(subject).toMatch(/^🔴/u);
        expect(subject).not.toMatch(/\p{Cc}/u);
        expect(subject.isWellFormed()).toBe(true);
      }),
    );
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
    expect(body).toContain('2026-03-02 03:11:00 UTC');
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
