import { execFileSync } from 'node:child_process';
import { node24, root } from '../../e2e/emulators/paths';
import { dateTimeText, localMinute, localTime, minuteText, rangeText, secondText, zoneName } from './clock';

const at = new Date('2026-03-01T22:00:30+09:00');
const by = (zone: string | undefined): unknown => Object.assign(globalThis, { TIME_ZONE: zone });

describe.each([
  ['UTC', undefined, '2026-03-01 13:00 UTC', '13:00', '13:00:30'],
  ['the configured zone', 'Asia/Seoul', '2026-03-01 22:00 KST', '22:00', '22:00:30'],
  ['a zone with a summer', 'Europe/Berlin', '2026-03-01 14:00 GMT+1', '14:00', '14:00:30'],
])('by %s', (_, zone, dateTime, minute, second) => {
  beforeAll(() => by(zone));
  afterAll(() => by(undefined));

  it('shows moments, with the zone where nothing else names it', () => {
    expect([dateTimeText(at), minuteText(at), secondText(at)]).toEqual([dateTime, minute, second]);
  });
  it('shows ranges', () => {
    expect(rangeText(at, new Date(at.getTime() + 400))).toBe(second);
    expect(rangeText(at, new Date(at.getTime() + 100_000))).toBe(`${second}–${minute.slice(0, 3)}02:10`);
  });
});

describe('zoneName', () => {
  it.each([
    ['UTC', 'UTC'],
    ['Asia/Seoul', 'KST'],
    ['Europe/London', 'GMT'],
    ['America/New_York', 'GMT-5'],
  ])('of %s is %s', (zone, name) => {
    expect(zoneName(zone, at)).toBe(name);
  });
});

describe('localTime', () => {
  it('is the time there', () => {
    expect(localTime(at, 'Asia/Seoul')).toBe('2026-03-01 22:00:30 KST');
    expect(localTime(at)).toBe('2026-03-01 13:00:30 UTC');
  });
});

describe('localMinute', () => {
  it.each([
    ['Asia/Seoul', { date: '2026-03-03', time: '00:11' }],
    ['UTC', { date: '2026-03-02', time: '15:11' }],
  ])('is the day and the minute there: %s', (timeZone, expected) => {
    expect(localMinute(new Date('2026-03-02T15:11:24Z'), timeZone)).toEqual(expected);
  });
});

describe('in the zone of the process', () => {
  // A day in summer and one in winter, and the nights between them, in which clocks change.
  const script = `
    const { localMinute, localTime } = require('./shared/text/clock.ts');
    const zone = process.env.TZ;
    const names = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' });
    const nameAt = (at) => names.formatToParts(at).find(({ type }) => type === 'timeZoneName').value.replace('GMT+0', 'GMT');
    const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone });
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3 * 3_600_000 + 1_000) {
      const { date, time } = localMinute(at, zone);
      const expected = format.format(at);
      const shown = localTime(new Date(at), zone);
      const name = shown.slice(expected.length + 1);
      if (!shown.startsWith(expected + ' ') || name !== (zone === 'Asia/Seoul' ? 'KST' : nameAt(at))) throw new Error(expected + ': ' + shown);
      if (expected.slice(0, 16) !== date + ' ' + time) throw new Error(expected + ': ' + date + ' ' + time);
    }`;
  it.each(['Asia/Seoul', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/London'])(
    'shows what Intl shows, in %s',
    (TZ) => {
      const args = ['--require', './deploy/typescript.cjs', '-e', script];
      execFileSync(node24(), args, { cwd: root, env: { ...process.env, TZ }, encoding: 'utf8' });
    },
  );
});
