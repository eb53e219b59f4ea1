import fc from 'fast-check';
import { eventNames, fixture } from '../../../test/fixture';
import { card } from '../../../test/slack-notifier';
import { signalCard } from '../cards/signal-card';
import { readIncoming } from '../incoming';
import { ascii, localTime, plainText } from './email';

const emailContext = {
  project: 'shop',
  environment: 'production',
  timeZone: 'Asia/Seoul',
  unreachable: undefined,
};

describe('plainText', () => {
  it.each(eventNames())('tells events/%s.json', (name) => {
    expect(
      readIncoming(fixture(name)).map((incoming) => plainText(signalCard(incoming), emailContext)),
    ).toMatchSnapshot();
  });

  it('is read from the top: what, why, where, when', () => {
    const full = card({
      at: new Date('2026-03-02T03:11:24Z'),
      details: [{ title: 'syslog', lines: ['one', 'two'] }],
      links: [{ text: 'Alarm', url: 'https://console.aws.amazon.com/x' }],
    });
    expect(plainText(full, emailContext)).toEqual({
      subject: '[critical] ALARM: web (shop production)',
      body: `ALARM: web

It is down.

Project:     shop
Environment: production
State:       OK → ALARM
Time:        2026-03-02 12:11:24 (Asia/Seoul)

syslog:
  one
  two

Alarm: https://console.aws.amazon.com/x
`,
    });
  });

  it('says first that Slack was not reached, and why', () => {
    const { subject, body } = plainText(card(), { ...emailContext, unreachable: 'no_service (HTTP 404)' });
    expect(subject).toBe('[Slack could not be reached] [critical] ALARM: web (shop production)');
    expect(body).toMatch(
      /^Slack could not be reached, so this is told here alone. no_service \(HTTP 404\)\n/,
    );
  });

  it('lists no link but https, whoever wrote it', () => {
    const links = ['https://x.y/', 'javascript:alert(1)', 'file:///etc/passwd', '!channel'];
    const { body } = plainText(card({ links: links.map((url) => ({ text: 'Runbook', url })) }), emailContext);
    expect(body.match(/^Runbook.*$/gm)).toEqual(['Runbook: https://x.y/']);
  });

  it('redacts secrets, and cuts what is endless', () => {
    const endless = card({ paragraphs: ['password=hunter2', ...Array(9).fill('x'.repeat(9_000))] });
    const { body } = plainText(endless, emailContext);
    expect(body).not.toContain('hunter2');
    expect(body).toHaveLength(30_002);
  });

  it('always has a subject that SNS takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const { subject } = plainText(card({ title }), emailContext);
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

describe('localTime', () => {
  it('is the time there', () => {
    expect(localTime(new Date('2026-03-02T15:11:24Z'), 'Asia/Seoul')).toBe(
      '2026-03-03 00:11:24 (Asia/Seoul)',
    );
    expect(localTime(new Date('2026-03-02T15:11:24Z'), 'UTC')).toBe('2026-03-02 15:11:24 (UTC)');
  });
});
