import fc from 'fast-check';
import { card } from '../../../test/slack-notifier';
import { smsText } from './sms';

const text = (summary: string, change = {}) =>
  smsText(card({ summary }), { unreachable: false, missed: 0, ...change });

describe('smsText', () => {
  it.each<[string, string, object, string]>([
    ['the summary', 'ALARM: web — it is down.', {}, 'ALARM: web - it is down.'],
    ['the project first', 'ALARM: web', { project: 'shop' }, 'shop: ALARM: web'],
    ['that Slack is not reached', 'ALARM: web', { unreachable: true }, 'No Slack! ALARM: web'],
    ['how many were not sent', 'ALARM: web', { missed: 12 }, '(+12 more) ALARM: web'],
    ['Korean as it is', '경보: 웹 서버 — 응답 없음', {}, '경보: 웹 서버 — 응답 없음'],
    ['no backtick, which GSM does not know', 'run `df`', {}, "run 'df'"],
    ['no secret', 'token=abcdef0123', {}, 'token=***'],
  ])('shows %s', (_, summary, change, expected) => {
    expect(text(summary, change)).toBe(expected);
  });

  it('cuts 160 characters of GSM', () => {
    expect(text('x'.repeat(160))).toBe('x'.repeat(160));
    expect(text('x'.repeat(161))).toBe(`${'x'.repeat(158)}..`);
    expect(text('{'.repeat(100))).toBe(`${'{'.repeat(79)}..`); // Those of the extension count twice.
  });

  it('cuts 70 characters where one is not of GSM', () => {
    expect(text('가'.repeat(71))).toBe(`${'가'.repeat(68)}..`);
  });

  it('always fits one part, and is never empty', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
        fc.boolean(),
        (summary, unreachable) => {
          const sms = text(`A${summary}`, { unreachable, missed: 3, project: 'shop' });
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
