import fc from 'fast-check';
import { speak } from '../../../shared/words/language';
import { message, setUp, silenceLog } from '../../../test/slack-notifier';
import type { Deps } from '../deps';
import { deliverToSms, smsText } from './sms';

const logs = silenceLog();

afterEach(() => speak('en'));

const text = (title: string, change = {}) =>
  smsText(message({ title, at: undefined }), {
    timeZone: 'Asia/Seoul',
    unreachable: false,
    missed: 0,
    ...change,
  });

describe('smsText', () => {
  it('says what a phone shows, then where and when', () => {
    const disk = message({ title: 'web-1: disk / at 93 % (limit 90 %)' });
    const context = {
      project: 'shop',
      environment: 'production',
      timeZone: 'Asia/Seoul',
      unreachable: false,
      missed: 0,
    };
    expect(smsText(disk, context)).toBe('ALARM web-1: disk / at 93 % (limit 90 %), shop production 12:11');
    speak('ko');
    expect(
      smsText(message({ title: 'web-1: 디스크 / 93 % (기준 90 %)' }), { ...context, environment: undefined }),
    ).toBe('[경보] web-1: 디스크 / 93 % (기준 90 %), shop 12:11');
  });

  it.each([
    ['critical', 'ALARM', '[경보]'],
    ['warning', 'WARNING', '[경고]'],
    ['unknown', 'NO DATA', '[데이터 부족]'],
    ['info', 'INFO', '[안내]'],
    ['good', 'OK', '[정상]'],
  ] as const)('has a word for %s', (severity, english, korean) => {
    const said = () =>
      smsText(message({ title: 'web', severity, at: undefined }), {
        timeZone: 'UTC',
        unreachable: false,
        missed: 0,
      });
    expect(said()).toBe(`${english} web`);
    speak('ko');
    expect(said()).toBe(`${korean} web`);
  });

  it.each<[string, string, object, string]>([
    ['a line alone', 'web:\ndown', {}, 'ALARM web: down'],
    ['that Slack is not reached', 'web', { unreachable: true }, 'No Slack! ALARM web'],
    ['how many were not sent', 'web', { missed: 12 }, '(+12 more) ALARM web'],
    ['Korean as it is', '웹 서버 — 응답 없음', {}, 'ALARM 웹 서버 — 응답 없음'],
    ['accents and signs in what GSM knows', 'café → 90 % …', {}, 'ALARM cafe -> 90 % ...'],
    ['no backtick, which GSM does not know', 'run `df`', {}, "ALARM run 'df'"],
    ['the kind of a secret', 'token=‹token›', {}, 'ALARM token=<token>'],
  ])('shows %s', (_, title, change, expected) => {
    expect(text(title, change)).toBe(expected);
  });

  it('cuts 160 characters of GSM, the project first and the time never', () => {
    expect(text('x'.repeat(154))).toBe(`ALARM ${'x'.repeat(154)}`);
    expect(text('x'.repeat(155))).toBe(`ALARM ${'x'.repeat(152)}..`);
    const place = { project: 'shop', environment: 'production' };
    expect(text('x'.repeat(140), place)).toBe(`ALARM ${'x'.repeat(140)}, production`);
    expect(text('x'.repeat(150), place)).toBe(`ALARM ${'x'.repeat(140)}.., production`);
    expect(text('disk full', { environment: 'x'.repeat(200) })).toBe(`ALARM disk full, ${'x'.repeat(141)}..`);
    expect(text('{'.repeat(100))).toBe(`ALARM ${'{'.repeat(76)}..`); // Those of the extension count twice.
  });

  it('cuts 70 characters where one is not of GSM', () => {
    expect(text('가'.repeat(71))).toBe(`ALARM ${'가'.repeat(62)}..`);
  });

  it('always fits one part, and is never empty', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
        fc.boolean(),
        (title, unreachable) => {
          const sms = text(`A${title}`, { unreachable, missed: 3, project: 'shop' });
          const isAscii = /^[ -~]*$/.test(sms);
          const units = sms.length + (isAscii ? (sms.match(/[\^{}\\[~\]|]/g) ?? []).length : 0);
          expect(units).toBeLessThanOrEqual(isAscii ? 160 : 70);
          expect(sms).not.toMatch(/[\r\n]/);
          expect(sms.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

describe('deliverToSms', () => {
  const NUMBERS = ['+15550100', '+15550101'];
  beforeEach(() => jest.clearAllMocks());

  function phones(change: Partial<Deps> = {}) {
    const sent: [phone: string, words: string][] = [];
    const { deps } = setUp({
      sms: () => ({ numbers: NUMBERS, notifyOn: ['critical', 'instance-stopped'] }),
      sendSms: async (phone, words) => void sent.push([phone, words]),
      ...change,
    });
    const send = (shown = message(), unreachable?: string) => deliverToSms(shown, unreachable, 50, deps);
    return { sent, send };
  }

  it('is delivered when every number has it', async () => {
    const { sent, send } = phones();
    expect(await send()).toEqual({ answer: 'delivered' });
    expect(sent).toEqual(NUMBERS.map((phone) => [phone, 'ALARM web: down, 12:11']));
  });

  it('says that Slack is not reached, and how many were not sent', async () => {
    const { sent, send } = phones({ takeSms: async () => 3 });
    await send(message(), 'no_service');
    expect(sent[0]?.[1]).toBe('No Slack! (+3 more) ALARM web: down, 12:11');
  });

  it.each([
    ['a severity that nobody asked for', message({ severity: 'warning' }), 0],
    ['a severity that somebody asked for', message({ severity: 'critical' }), 2],
    ['a kind that somebody asked for', message({ severity: 'info', kind: 'instance-stopped' }), 2],
  ])('sends %s to as many as asked for it', async (_, shown, count) => {
    const { sent, send } = phones();
    expect([await send(shown), sent.length]).toEqual([{ answer: 'delivered' }, count]);
  });

  it('counts nothing where there are no numbers', async () => {
    const takeSms = jest.fn();
    const { send } = phones({ sms: () => ({ numbers: [], notifyOn: ['critical'] }), takeSms });
    expect(await send()).toEqual({ answer: 'delivered' });
    expect(takeSms).not.toHaveBeenCalled();
  });

  it('sends none when there were too many, and logs it', async () => {
    const { sent, send } = phones({ takeSms: async () => undefined });
    expect([await send(), sent]).toEqual([{ answer: 'delivered' }, []]);
    expect(logs.info).toHaveBeenCalledWith('sms suppressed', { why: 'ten in ten minutes are enough' });
  });

  const refusing = (refused: string[]) =>
    phones({
      sendSms: async (phone) => {
        if (refused.includes(phone)) throw new Error('opted out: token=abcdef0123');
      },
    });

  it('is delivered when some have it: it is not sent to them again for the others’ sake', async () => {
    expect(await refusing(NUMBERS.slice(1)).send()).toEqual({ answer: 'delivered' });
    expect(logs.error).toHaveBeenCalledWith('sms not sent to all', {
      failures: ['opted out: token=‹token›'],
    });
  });

  it('waits for none of them longer for the others’ sake', async () => {
    const sendSms: Deps['sendSms'] = (phone) =>
      phone === NUMBERS[0] ? new Promise(() => {}) : Promise.resolve();
    expect(await phones({ sendSms }).send()).toEqual({ answer: 'delivered' });
    expect(logs.error).toHaveBeenCalledWith('sms not sent to all', {
      failures: [expect.stringMatching(/^no answer within 0\.0\d+ s$/)],
    });
  });

  it.each<[string, () => ReturnType<typeof phones>, string]>([
    ['nobody has it', () => refusing(NUMBERS), 'opted out: token=‹token›'],
    [
      'SNS does not answer in time',
      () => phones({ sendSms: () => new Promise(() => {}) }),
      expect.stringMatching(/^no answer within 0\.0\d+ s$/),
    ],
    [
      'config/ cannot be read',
      () =>
        phones({
          sms: () => {
            throw new Error('no configuration');
          },
        }),
      'no configuration',
    ],
  ])('is refused when %s', async (_, world, why) => {
    expect(await world().send()).toEqual({ answer: 'refused', why });
  });
});
