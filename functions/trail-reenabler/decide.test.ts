import { join } from 'node:path';
import { loadConfig } from '../../shared/config/load';
import { parseTrailCall } from '../../shared/parsing/trail-call';
import { speak } from '../../shared/words/language';
import { fixture } from '../../test/fixture';
import { decide, headlineOf, type TrailFacts } from './decide';
import { NO_TRAIL_PAUSE } from './pause';
import type { SettingChange } from './setting-change';

const facts: TrailFacts = { home: { kind: 'here' }, isWatched: true, pause: NO_TRAIL_PAUSE, changes: [] };
const pause = { ...NO_TRAIL_PAUSE, until: new Date('2026-03-01T13:00:00Z') };
const capped = { ...pause, by: 'IAM user ops', problem: 'Mind that a pause lasts 24 h at most.' };
const change = (weaker: boolean): SettingChange => ({
  setting: 'All regions',
  now: 'off',
  before: 'on',
  weaker,
});

const decideOn = (event: string, known: Partial<TrailFacts> = {}) =>
  decide(parseTrailCall(fixture(event)), { ...facts, ...known });

describe('decide', () => {
  it.each<[string, string, Partial<TrailFacts>]>([
    ['a trail that was switched off', 'trail-stopped', {}],
    [
      'a pause that is over, which is none',
      'trail-stopped',
      { pause: NO_TRAIL_PAUSE, changes: [change(true)] },
    ],
  ])('starts %s', (_, event, known) => {
    expect(decideOn(event, known)).toMatchObject({ action: 'start' });
  });

  it.each<[string, string, Partial<TrailFacts>, string, string, string]>([
    [
      'a trail of another region',
      'trail-stopped',
      { home: { kind: 'other region', region: 'us-east-1' } },
      'critical',
      'staysOff',
      'It can be switched on only in us-east-1, its home region.',
    ],
    [
      'a trail of another account',
      'trail-stopped',
      { home: { kind: 'other account', account: '999999999999' } },
      'critical',
      'staysOff',
      'Account 999999999999, to which it belongs, alone can switch it on.',
    ],
    [
      'a trail that is not watched',
      'trail-stopped',
      { isWatched: false },
      'warning',
      'staysOff',
      'It is not among `trails.names` in config/.',
    ],
    [
      'a paused trail',
      'trail-stopped',
      { pause },
      'critical',
      'staysOff',
      'It is paused until 2026-03-01 13:00 UTC, and no event has said who set that.',
    ],
    [
      'a trail whose pause ends before its tag says',
      'trail-stopped',
      { pause: capped },
      'critical',
      'staysOff',
      'It is paused until 2026-03-01 13:00 UTC, set by IAM user ops. Mind that a pause lasts 24 h at most.',
    ],
    [
      'a deleted trail',
      'trail-deleted',
      {},
      'critical',
      'deleted',
      'That cannot be undone: the trail must be created anew.',
    ],
    [
      'a weakened trail',
      'trail-weakened',
      { changes: [change(true), { ...change(false), setting: 'Bucket' }] },
      'critical',
      'weakened',
      'All regions: off (before: on).',
    ],
    [
      'a changed trail',
      'trail-weakened',
      { changes: [change(false)] },
      'info',
      'changed',
      'All regions: off (before: on).',
    ],
    ['a call that changed nothing', 'trail-weakened', {}, 'info', 'changed', 'It is no weaker than before.'],
    [
      'narrowed selectors',
      'trail-selectors',
      { changes: [change(true)] },
      'critical',
      'weakened',
      'All regions: off (before: on).',
    ],
    [
      'a pause',
      'trail-paused',
      { pause },
      'critical',
      'pausedUntil',
      'Until then it is not switched on again. Removing the tag alarm-responder:pause-until ends the pause.',
    ],
    [
      'a pause of a trail that is not watched, which has no guard',
      'trail-paused',
      { pause, isWatched: false },
      'warning',
      'pausedUntil',
      'Until then it is not switched on again. Removing the tag alarm-responder:pause-until ends the pause.',
    ],
    [
      'a change that could not be compared',
      'trail-weakened',
      { changes: [{ setting: 'retention', now: 'set', before: 'not known', weaker: 'not known' }] },
      'warning',
      'changed',
      'retention: set (before: not known). Whether it is weaker than before is not known.',
    ],
    [
      'a pause that is none',
      'trail-paused',
      {},
      'warning',
      'notPaused',
      'The tag alarm-responder:pause-until holds "2026-03-01T22:00+09:00", which is no time to come.',
    ],
    [
      'a pause that ends before its tag says',
      'trail-paused',
      { pause: capped },
      'critical',
      'pausedUntil',
      'Mind that a pause lasts 24 h at most. Until then it is not switched on again. Removing the tag alarm-responder:pause-until ends the pause.',
    ],
    [
      'a pause that does not hold, with the reason',
      'trail-paused',
      { pause: { ...NO_TRAIL_PAUSE, problem: 'Its pause does not hold: it ended.' } },
      'warning',
      'notPaused',
      'Its pause does not hold: it ended.',
    ],
  ])('notifies of %s', (_, event, known, severity, what, why) => {
    expect(decideOn(event, known)).toEqual({ action: 'notify', severity, what, why });
  });

  it.each(['trail-stopped', 'trail-deleted', 'trail-weakened', 'trail-selectors', 'trail-paused'])(
    'notifies of %s as a warning, and does nothing, when AWS refused it',
    (event) => {
      const refused = { code: 'AccessDenied', message: undefined };
      const decision = decide(
        { ...parseTrailCall(fixture(event)), refused },
        { ...facts, changes: [change(true)] },
      );
      expect(decision).toMatchObject({
        action: 'notify',
        severity: 'warning',
        what: 'refused',
        why: 'Nothing has changed: AWS refused it (AccessDenied).',
      });
    },
  );

  it('of a pause, and of a stop during it, is critical, which email and SMS get by default', () => {
    const { email, sms } = loadConfig(join(__dirname, '../../config'), 'default');
    for (const event of ['trail-paused', 'trail-stopped']) {
      const decision = decideOn(event, { pause });
      if (decision.action !== 'notify') throw new Error('expected a notification');
      expect(email.notifyOn).toContain(decision.severity);
      expect(sms.notifyOn).toContain(decision.severity);
    }
  });

  it('ignores other tags', () => {
    const call = {
      ...parseTrailCall(fixture('trail-paused')),
      call: 'AddTags' as const,
      tags: { team: 'x' },
    };
    expect(decide(call, facts)).toMatchObject({ action: 'ignore' });
  });
});

describe('headlineOf', () => {
  const headline = (event: string, what: Parameters<typeof headlineOf>[0], known: Partial<TrailFacts> = {}) =>
    headlineOf(what, parseTrailCall(fixture(event)), 'audit', { ...facts, ...known }.pause);

  it.each([
    ['trail-stopped', 'Mary_Major tried to switch off the audit log audit'],
    ['trail-deleted', 'jane@example.com tried to delete the audit log audit'],
    ['trail-weakened', 'jane@example.com tried to change the audit log audit'],
    ['trail-selectors', 'ci-deploy tried to change what the audit log audit records'],
    ['trail-paused', 'the root user of account 123456789012 tried to tag the audit log audit'],
  ])('says who tried what by a refused %s', (event, expected) => {
    expect(headline(event, 'refused')).toBe(expected);
  });

  it.each([
    ['trail-stopped', 'staysOff', 'Audit log audit was switched off by Mary_Major, and stays off'],
    ['trail-deleted', 'deleted', 'Audit log audit was deleted by jane@example.com'],
    ['trail-weakened', 'weakened', 'Audit log audit was weakened by jane@example.com'],
    ['trail-weakened', 'changed', 'Audit log audit was changed by jane@example.com'],
    ['trail-paused', 'notPaused', 'Audit log audit is not paused'],
    ['trail-paused', 'pausedUntil', 'Audit log audit is paused until 2026-03-01 13:00 UTC'],
  ] as const)('of %s says that it %s', (event, what, expected) => {
    expect(headline(event, what, { pause })).toBe(expected);
  });
});

describe('headlineOf in Korean', () => {
  beforeEach(() => speak('ko'));
  afterEach(() => speak('en'));
  const headline = (event: string, what: Parameters<typeof headlineOf>[0]) =>
    headlineOf(what, parseTrailCall(fixture(event)), 'audit', pause);

  it.each([
    ['trail-stopped', 'staysOff', '감사 로그 audit: 중지 (Mary_Major), 꺼진 상태 유지'],
    ['trail-deleted', 'deleted', '감사 로그 audit: 삭제됨 (jane@example.com)'],
    ['trail-weakened', 'weakened', '감사 로그 audit: 설정 약화 (jane@example.com)'],
    ['trail-weakened', 'changed', '감사 로그 audit: 설정 변경 (jane@example.com)'],
    ['trail-paused', 'notPaused', '감사 로그 audit: 일시 중지 안 됨'],
    ['trail-paused', 'pausedUntil', '감사 로그 audit: 2026-03-01 13:00 UTC까지 일시 중지'],
    ['trail-stopped', 'refused', '감사 로그 audit: 중지 시도 (Mary_Major)'],
    ['trail-deleted', 'refused', '감사 로그 audit: 삭제 시도 (jane@example.com)'],
    ['trail-weakened', 'refused', '감사 로그 audit: 변경 시도 (jane@example.com)'],
    ['trail-selectors', 'refused', '감사 로그 audit: 기록 대상 변경 시도 (ci-deploy)'],
    ['trail-paused', 'refused', '감사 로그 audit: 태그 추가 시도 (루트 사용자, 계정 123456789012)'],
  ] as const)('of %s says that it %s', (event, what, expected) => {
    expect(headline(event, what)).toBe(expected);
  });
});
