import fc from 'fast-check';
import { alarmUrl } from '../../../shared/aws/console';
import { changeId, type Notification, type Severity } from '../../../shared/notification';
import type { AlarmState } from '../../../shared/parsing/alarm';
import type { KnownChange } from '../../../shared/state/incident';
import { DAY_MS, MINUTE_MS } from '../../../shared/text/duration';
import { oneLine } from '../../../shared/text/safe';
import { speak } from '../../../shared/words/language';
import { changed, minute, said } from '../../../test/slack-notifier';
import { plainText } from '../receivers/email';
import { type Block, LIMITS } from '../receivers/slack/limits';
import { escapeText } from '../receivers/slack/mrkdwn';
import { slackMessage } from '../receivers/slack/render';
import { alone, digests, type Message } from './digest';
import type { IncidentNews } from './story';
import type { Clock } from './timeline';

afterEach(() => speak('en'));

const clock: Clock = { now: minute(12), timeZone: 'UTC' };
const place = { project: 'shop', environment: 'production', channel: undefined, mentions: {} };

const SEVERITIES = { ALARM: 'critical', OK: 'good', INSUFFICIENT_DATA: 'unknown' } as const;
const known = (state: AlarmState, at: Date): KnownChange => ({
  at: at.getTime(),
  state,
  severity: SEVERITIES[state],
});

/** An incident's notifications, and the newest change that is known. */
const news = (notifications: Notification[], newest?: KnownChange): IncidentNews => ({
  notifications,
  newest,
});

/** An alarm that changed to these states, a minute after the other. */
const walk = (name: string, ...states: AlarmState[]) =>
  news(states.map((state, index) => changed(name, state, { at: minute(index) })));

/** What they come to, as one message. */
function messageOf(all: ReturnType<typeof news>[], at = clock): Message {
  const [digest, ...more] = digests(all, at);
  if (!digest || more.length > 0) throw new Error(`expected one message, got ${more.length + 1}`);
  return digest.message;
}

/** The line of the phone, and the sections below it, as Slack gets them. */
function slackOf(message: Message) {
  const { text, attachments } = slackMessage(message, place);
  const blocks = attachments.flatMap((one) => one.blocks);
  const sectionOf = (block: Block) => (block.type === 'section' && block.text ? [block.text.text] : []);
  return { text, sections: blocks.flatMap(sectionOf) };
}

describe('one incident', () => {
  it('keeps its own words when only one thing is said of it', () => {
    const one = news([changed('web')]);
    expect(digests([one], clock)).toEqual([{ message: alone(changed('web')), news: [one] }]);
  });

  it.each<[AlarmState[], string, string, Severity]>([
    [['ALARM', 'OK'], '🟢 *web*: up', '03:00 ALARM → 03:01 OK (UTC).', 'good'],
    [['OK', 'ALARM'], '🔴 *web*: down', '03:00 OK → 03:01 ALARM (UTC).\nFor 5 minutes.', 'critical'],
    [
      ['ALARM', 'OK', 'ALARM'],
      '🔴 *web*: down',
      '03:00 ALARM → 03:01 OK → 03:02 ALARM (UTC).\nFor 5 minutes.',
      'critical',
    ],
    [['ALARM', 'INSUFFICIENT_DATA'], '⚪ *web*: no data', '03:00 ALARM → 03:01 NO DATA (UTC).', 'unknown'],
  ])('of %p looks like the newest state, and says what it did in order', (states, text, below, severity) => {
    const message = messageOf([walk('web', ...states)]);
    expect(slackOf(message)).toEqual({ text, sections: [below] });
    expect(message.severity).toBe(severity);
  });

  it('goes on with the words, the facts and the links of its newest change', () => {
    const links = [{ text: 'Alarm', url: 'https://x.y/2' }];
    const newest = changed('web', 'ALARM', { at: minute(2), text: 'For 3 minutes.\n\nThe shop.', links });
    const message = messageOf([news([changed('web', 'OK', { at: minute(1) }), newest])]);
    expect(message).toEqual({
      ...alone({ ...newest, text: `03:01 OK → 03:02 ALARM (UTC).\n${newest.text}` }),
      severities: ['critical', 'good'],
    });
  });

  it('counts changes in the middle of many', () => {
    const states = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'ALARM' : 'OK'));
    expect(messageOf([walk('web', ...states)]).text).toMatch(
      /^03:00 ALARM → 03:01 OK → … 13 more changes … → 03:15 OK → .* → 03:19 OK \(UTC\)\.$/,
    );
  });
});

describe('an OK', () => {
  const ok = changed('web', 'OK', { at: minute(12) });
  const rang = known('ALARM', minute(0));
  const act = (at: Date) => ({ at: at.getTime(), what: 'httpd is running again, restarted in 20 s' });

  it.each<[string, object, string, string]>([
    ['says for how long the alarm rang', { before: rang }, 'web: up, after 12 min', ''],
    [
      'says what was done meanwhile',
      { before: rang, act: act(minute(3)) },
      'web: up, after 12 min',
      'What was done: httpd is running again, restarted in 20 s.',
    ],
    [
      'says nothing of what was done before',
      { before: known('ALARM', minute(5)), act: act(minute(3)) },
      'web: up, after 7 min',
      '',
    ],
    ['says no more when nobody knows', {}, 'web: up', ''],
    ['says no more after no data', { before: known('INSUFFICIENT_DATA', minute(0)) }, 'web: up', ''],
    ['says no more after an ALARM that came later', { before: known('ALARM', minute(13)) }, 'web: up', ''],
  ])('%s', (_, more, title, text) => {
    expect(messageOf([{ ...news([ok]), ...more }])).toMatchObject({ title, text });
  });

  it('says it in Korean', () => {
    speak('ko');
    expect(messageOf([{ ...news([ok]), before: rang, act: act(minute(3)) }])).toMatchObject({
      title: 'web: up (12분 만에)',
      text: '조치: httpd is running again, restarted in 20 s',
    });
  });
});

describe('what comes late', () => {
  const alarm = changed('web', 'ALARM', { at: minute(0), text: 'For 3 minutes.' });

  it('says so, and looks like the newest state that is known', () => {
    const message = messageOf([news([alarm], known('OK', minute(1)))]);
    expect(message).toMatchObject({
      severity: 'good',
      title: 'web is OK since 03:01 UTC (late: 03:00 ALARM)',
      text: 'At 03:00: web: down\nFor 3 minutes.',
      at: minute(1),
    });
    expect(slackOf(message).text).toBe('🟢 *web* is OK since 03:01 UTC (late: 03:00 ALARM)');
  });

  it('says how to mute only what rings', () => {
    const links = ['Alarm', 'Mute'].map((text) => ({ text, url: `https://x.y/${text}` }));
    const shown = (now: AlarmState) => {
      const before = changed('web', now === 'OK' ? 'ALARM' : 'OK', { at: minute(0), links });
      return messageOf([news([before], known(now, minute(1)))]).links.map(({ text }) => text);
    };
    expect([shown('OK'), shown('ALARM')]).toEqual([['Alarm'], ['Alarm', 'Mute']]);
  });

  it('says it in Korean', () => {
    speak('ko');
    expect(messageOf([news([alarm], known('OK', minute(1)))])).toMatchObject({
      title: 'web 03:01 UTC부터 정상 (늦은 알림: 03:00 경보)',
      text: '03:00 당시: web: down\nFor 3 minutes.',
    });
  });

  it('has the severity of the change that is known, not of its state', () => {
    const newest: KnownChange = { ...known('ALARM', minute(3)), severity: 'warning' };
    const ok = changed('web', 'OK', { at: minute(1) });
    expect(messageOf([news([ok], newest)])).toMatchObject({
      severity: 'warning',
      title: 'web is ALARM since 03:03 UTC (late: 03:01 OK)',
    });
  });

  it.each([
    ['itself', minute(5)],
    ['what was before it', minute(4)],
  ])('is nothing that is only followed by %s', (_, at) => {
    const recent = changed('web', 'ALARM', { at: minute(5) });
    expect(messageOf([news([recent], known('OK', at))])).toEqual(alone(recent));
  });

  it('says when that was, though nothing newer is known', () => {
    const later = { ...clock, now: new Date(minute(0).getTime() + 10 * MINUTE_MS + 1) };
    expect(messageOf([news([alarm])], later)).toMatchObject({
      title: 'web: down (late: 03:00 UTC)',
      text: 'For 3 minutes.',
    });
    const days = { ...clock, now: new Date(minute(0).getTime() + 14 * DAY_MS) };
    expect(messageOf([news([alarm])], days).title).toBe('web: down (late: 2026-03-02 03:00 UTC)');
    expect(messageOf([news([said('Restarted', { at: minute(0) })])], days)).toMatchObject({
      title: 'Restarted (late: 2026-03-02 03:00 UTC)',
      text: 'See it.',
    });
  });

  it('has dates where the days differ, on the clock of config/', () => {
    const seoul = { now: new Date('2026-03-02T15:30:00Z'), timeZone: 'Asia/Seoul' };
    const at = new Date('2026-03-02T14:59:00Z');
    const late = news([changed('web', 'ALARM', { at })], known('OK', new Date('2026-03-02T15:01:00Z')));
    expect(messageOf([late], seoul)).toMatchObject({
      title: 'web is OK since 00:01 KST (late: 2026-03-02 23:59 ALARM)',
      text: 'At 2026-03-02 23:59: web: down\nFor 5 minutes.',
    });
  });

  it('says of what is no change since when all is well again, and keeps its own severity', () => {
    const failed = said('The restart failed', { severity: 'critical', at: minute(0) });
    expect(messageOf([news([failed], known('OK', minute(5)))])).toMatchObject({
      severity: 'critical',
      title: 'The restart failed (late: 03:00 UTC; since then OK at 03:05)',
      text: 'See it.',
    });
  });
});

describe('a digest', () => {
  const links = (name: string) => ({ links: [{ text: 'Alarm', url: `https://x.y/${name}` }] });

  it('has a line for each incident, what matters most first, then what was first', () => {
    const message = messageOf([
      news([changed('disk', 'OK', { at: minute(0) })]),
      news([changed('memory', 'ALARM', { at: minute(1), severity: 'warning', ...links('memory') })]),
      news([
        changed('cpu', 'ALARM', { at: minute(1), ...links('old') }),
        changed('cpu', 'OK', { at: minute(2) }),
        changed('cpu', 'ALARM', { at: minute(3), ...links('cpu') }),
      ]),
      news([changed('web', 'ALARM', { at: minute(2) })]),
    ]);
    expect(message).toMatchObject({
      severity: 'critical',
      title: '4 alarms from 03:00 to 03:03, 3 still ringing',
      text: 'They come together, because they could not be delivered one by one. Times: UTC.',
      at: minute(3),
      facts: {},
      details: [],
      links: [],
      lines: [
        { severity: 'critical', name: 'web: down', url: undefined, text: '03:02 ALARM' },
        {
          severity: 'critical',
          name: 'cpu: down',
          url: 'https://x.y/cpu',
          text: '03:01 ALARM → 03:02 OK → 03:03 ALARM',
        },
        { severity: 'warning', name: 'memory: down', url: 'https://x.y/memory', text: '03:01 ALARM' },
        { severity: 'good', name: 'disk: up', url: undefined, text: '03:00 OK' },
      ],
    });
    expect(slackOf(message)).toEqual({
      text: '🔴 4 alarms from 03:00 to 03:03, 3 still ringing',
      sections: [
        [
          '🔴 web: down  03:02 ALARM',
          '🔴 <https://x.y/cpu|cpu: down>  03:01 ALARM → 03:02 OK → 03:03 ALARM',
          '🟠 <https://x.y/memory|memory: down>  03:01 ALARM',
          '🟢 disk: up  03:00 OK',
        ].join('\n'),
        'They come together, because they could not be delivered one by one. Times: UTC.',
      ],
    });
  });

  it('leads to the alarm, where the first link is to a runbook, whatever the page is called', () => {
    const runbook = { text: 'Runbook', url: 'https://x.y/runbook' };
    const page = { text: '경보', url: alarmUrl('ap-northeast-2', 'web') };
    const linked = changed('web', 'ALARM', { links: [runbook, page] });
    expect(messageOf([news([linked]), walk('b', 'ALARM')]).lines.map(({ url }) => url)).toContain(page.url);
  });

  it('shows ALARM, then OK otherwise than OK, then ALARM', () => {
    const linesOf = (...states: AlarmState[]) =>
      messageOf([walk('web', ...states), walk('disk', 'ALARM')]).lines.map(({ severity, name, text }) => [
        severity,
        name,
        text,
      ]);
    expect(linesOf('ALARM', 'OK')).toEqual([
      ['critical', 'disk: down', '03:00 ALARM'],
      ['good', 'web: up', '03:00 ALARM → 03:01 OK'],
    ]);
    expect(linesOf('OK', 'ALARM')).toEqual([
      ['critical', 'disk: down', '03:00 ALARM'],
      ['critical', 'web: down', '03:00 OK → 03:01 ALARM'],
    ]);
  });

  it.each<[string, ReturnType<typeof news>[], string, string]>([
    [
      'nine alarms',
      Array.from({ length: 9 }, (_, index) =>
        news([changed(`web-${index}`, index < 8 ? 'ALARM' : 'OK', { at: minute(index) })]),
      ),
      '9 alarms from 03:00 to 03:08, 8 still ringing',
      '03:00~03:08 경보 9건, 8건 진행 중',
    ],
    [
      'alarms at one time',
      [walk('a', 'ALARM'), walk('b', 'ALARM')],
      '2 alarms at 03:00, 2 still ringing',
      '03:00 경보 2건, 2건 진행 중',
    ],
    ['what is over', [walk('a', 'OK'), walk('b', 'OK')], '2 alarms at 03:00', '03:00 경보 2건'],
    [
      'what does not ring any more',
      [walk('a', 'ALARM', 'OK'), walk('b', 'ALARM')],
      '2 alarms from 03:00 to 03:01, 1 still ringing',
      '03:00~03:01 경보 2건, 1건 진행 중',
    ],
    [
      'an alarm and a message',
      [walk('a', 'ALARM'), news([said('Restarted')])],
      '1 alarm and 1 message from 03:00 to 03:11, 1 still ringing',
      '03:00~03:11 경보 1건, 알림 1건, 1건 진행 중',
    ],
    ['messages', [news([said('One')]), news([said('Two')])], '2 messages at 03:11', '03:11 알림 2건'],
    [
      'messages of which nobody knows when',
      [news([said('One', { at: undefined })]), news([said('Two', { at: undefined })])],
      '2 messages',
      '알림 2건',
    ],
  ])('counts %s', (_, all, english, korean) => {
    expect(messageOf(all).title).toBe(english);
    speak('ko');
    expect(messageOf(all).title).toBe(korean);
  });

  it('says what happened beside the changes of an alarm, also of the same incident', () => {
    const restarted = said('httpd restarted', { severity: 'info', at: minute(1), ...links('command') });
    const nobodyKnows = said('AWS Budgets', { severity: 'info', at: undefined, text: 'More than $80.' });
    const message = messageOf([
      news([changed('web', 'ALARM', { at: minute(0) }), restarted, changed('web', 'OK', { at: minute(2) })]),
      news([nobodyKnows]),
    ]);
    expect(message.title).toBe('1 alarm and 2 messages from 03:00 to 03:02');
    expect(message.lines).toEqual([
      { severity: 'info', name: 'AWS Budgets', url: undefined, text: '' },
      // What belongs to one incident stays together.
      { severity: 'info', name: 'httpd restarted', url: 'https://x.y/command', text: '03:01' },
      { severity: 'good', name: 'web: up', url: undefined, text: '03:00 ALARM → 03:02 OK' },
    ]);
  });

  it('of one incident has its headline, cut where phones cut', () => {
    const restarted = said('httpd restarted', { incident: 'alarm &', at: minute(1) });
    const named = (name: string) => changed(name, 'ALARM', { incident: 'alarm &', at: minute(0) });
    expect(messageOf([news([named('web'), restarted])]).title).toBe('web: down, and 1 more message');
    const long = messageOf([news([named('&'.repeat(255)), restarted])]);
    expect(long.title).toBe(`${'&'.repeat(149)}…, and 1 more message`);
    expect(slackOf(long).text).toBe(`🔴 ${'&amp;'.repeat(149)}…`);
    expect(long.lines[0]?.name).toBe(`${'&'.repeat(255)}: down`);
  });

  it('says how it is since then by the newest change of all, also of those beside it', () => {
    const restarted = said('httpd restarted', { severity: 'info', at: minute(1) });
    const all = [
      changed('web', 'ALARM', { at: minute(0) }),
      restarted,
      changed('web', 'ALARM', { at: minute(5) }),
    ];
    const message = messageOf([news(all, known('OK', minute(3)))]);
    expect(message.lines.map(({ name, text }) => [name, text])).toEqual([
      ['web: down', '03:00 ALARM → 03:05 ALARM'],
      ['httpd restarted (late: 03:01 UTC; since then ALARM at 03:05)', ''],
    ]);
  });

  it('says what is late, and how it is since then', () => {
    const message = messageOf([
      news([changed('web', 'ALARM', { at: minute(0) })], known('OK', minute(1))),
      news([said('The restart failed', { at: minute(0) })], known('OK', minute(1))),
      news([changed('disk', 'ALARM', { at: new Date('2026-02-16T03:11:00Z') })]),
    ]);
    expect(message.lines.map(({ severity, name, text }) => [severity, name, text])).toEqual([
      ['critical', 'disk: down', '2026-02-16 03:11 ALARM'],
      ['warning', 'The restart failed (late: 03:00 UTC; since then OK at 03:01)', ''],
      ['good', 'web is OK since 03:01 UTC (late: 03:00 ALARM)', ''],
    ]);
    expect(message).toMatchObject({
      severity: 'critical',
      title: '2 alarms and 1 message from 2026-02-16 03:11 to 03:00, 1 still ringing',
    });
  });

  it('is on the clock of config/, which it names', () => {
    const message = messageOf([walk('a', 'ALARM', 'OK'), walk('b', 'ALARM')], {
      ...clock,
      timeZone: 'Asia/Seoul',
    });
    expect(message.title).toBe('2 alarms from 12:00 to 12:01, 1 still ringing');
    expect(message.lines.map(({ text }) => text)).toEqual(['12:00 ALARM', '12:00 ALARM → 12:01 OK']);
    expect(message.text).toMatch(/Times: KST\.$/);
  });

  it('names account and region only where all share them', () => {
    const at = (account: string) => ({ account, region: 'ap-northeast-2' });
    expect(
      messageOf([news([changed('a', 'ALARM', at('1'))]), news([changed('b', 'ALARM', at('2'))])]),
    ).toMatchObject({
      account: undefined,
      region: 'ap-northeast-2',
    });
  });

  it('is of a kind that people asked for when one of its messages is', () => {
    const stopped = said('web-1 is stopped', { severity: 'info', kind: 'instance-stopped' });
    expect(messageOf([walk('a', 'OK'), news([stopped])]).kind).toBe('instance-stopped');
    expect(messageOf([walk('a', 'OK'), walk('b', 'OK')]).kind).toBeUndefined();
  });

  it('leads nowhere where an address is too long to be shown, rather than to half of it', () => {
    const url = `https://x.y/${'x'.repeat(2_300)}`;
    const { lines } = messageOf([
      news([changed('a', 'ALARM', { links: [{ text: 'Alarm', url }] })]),
      walk('b', 'ALARM'),
    ]);
    expect(lines.map((line) => line.url)).toEqual([undefined, undefined]);
  });

  it('says nothing twice, and calls in the text alone', () => {
    const message = messageOf([walk('web', 'ALARM', 'OK'), walk('disk', 'ALARM')]);
    const posted = slackMessage(message, { ...place, mentions: { critical: ['channel'] } });
    const below = JSON.stringify(posted.attachments);
    expect(posted.text).toBe('<!channel> 🔴 2 alarms from 03:00 to 03:01, 1 still ringing');
    expect(below).not.toMatch(/2 alarms|<!channel>/);
  });
});

describe('digests', () => {
  const severity = fc.constantFrom<Severity[]>('critical', 'warning', 'unknown', 'info', 'good');
  const state = fc.constantFrom<AlarmState[]>('ALARM', 'OK', 'INSUFFICIENT_DATA');
  const at = fc.integer({ min: -20 * 24 * 60, max: 12 }).map(minute);
  const foreign = (maxLength: number) =>
    fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength }),
      fc.stringMatching(new RegExp(`^[&<>"\\\\]{1,${maxLength}}$`)),
      fc.stringMatching(new RegExp(`^[a-z0-9 -]{1,${maxLength}}$`)),
      fc.constant('&'.repeat(maxLength)),
      fc.constant('@here '.repeat(maxLength / 6)),
    );
  const url = fc.oneof(
    fc.webUrl({ withFragments: true }),
    fc.nat({ max: 4_000 }).map((length) => `https://x.y/${'x'.repeat(length)}`),
    fc.nat({ max: 1_000 }).map((length) => `https://x.y/${'|'.repeat(length)}`),
    fc.nat({ max: 1_000 }).map((length) => `https://x.y/#${'\u3000"'.repeat(length / 2)}`),
    fc.constantFrom('!channel', 'javascript:alert(1)'),
  );
  const words = fc.record({
    severity,
    at,
    text: foreign(400),
    links: fc.array(
      url.map((address) => ({ text: 'Alarm', url: address })),
      { maxLength: 1 },
    ),
  });
  const change = fc.record({ state, words });
  const other = fc.record({ title: foreign(400), words });
  const incidents = fc.array(
    fc
      .record({
        name: foreign(255),
        changes: fc.array(change, { maxLength: 12 }),
        others: fc.array(other, { maxLength: 2 }),
        newest: fc.option(fc.record({ state, severity, at: at.map((one) => one.getTime()) }), {
          nil: undefined,
        }),
      })
      .filter(({ changes, others }) => changes.length + others.length > 0)
      .map(({ name, changes, others, newest }) => {
        const all = [
          ...changes.map((one) =>
            changed(`x${name}`, one.state, {
              ...one.words,
              title: `x${name}: ${one.state}`,
              id: changeId(one.words.at, one.state),
            }),
          ),
          ...others.map((one) => said(`x${one.title}`, one.words)),
        ];
        return news(
          all.sort((one, next) => Number(one.at) - Number(next.at)),
          newest,
        );
      }),
    { minLength: 1, maxLength: 40, size: 'max' },
  );

  const rank = ['critical', 'warning', 'unknown', 'info', 'good'];

  it('leave nobody out, and fit Slack without being cut', () => {
    fc.assert(
      fc.property(incidents, (all) => {
        const made = digests(all, clock);
        const news = made.flatMap((digest) => digest.news);
        expect([news.length, new Set(news)]).toEqual([all.length, new Set(all)]);
        for (const { message } of made.filter((digest) => digest.message.lines.length > 0)) {
          const { text, sections } = slackOf(message);
          expect(text.length).toBeLessThan(LIMITS.text);
          const shown = sections.join('\n').split('\n');
          for (const [index, line] of message.lines.entries()) {
            expect(shown[index]).toContain(
              escapeText(oneLine(line.name)).replace(/\|/g, line.url ? '¦' : '|'),
            );
            expect(shown[index]?.endsWith(escapeText(oneLine(line.text)))).toBe(true);
          }
          expect(shown.slice(message.lines.length).join('\n')).toContain('They come together, ');
          const { body } = plainText(message, { ...place, timeZone: 'UTC', unreachable: undefined });
          expect(body.match(/^(?:🔴|🟠|⚪|🔵|🟢) /gmu)).toHaveLength(message.lines.length + 1);
          expect(body).toContain('They come together, ');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('put what matters most first, and look like it', () => {
    fc.assert(
      fc.property(incidents, (all) => {
        for (const { message, news: those } of digests(all, clock)) {
          const ranks = message.lines.map((line) => rank.indexOf(line.severity));
          expect(ranks[0] ?? 0).toBe(Math.min(...ranks, ranks[0] ?? 0));
          const newest = those.flatMap(({ notifications, newest: last }) => {
            const changes = notifications.filter(({ alarm }) => alarm);
            const own = changes.at(-1);
            const others = notifications.filter(({ alarm }) => !alarm).map((one) => one.severity);
            if (!own) return others;
            return [...others, last && last.at > Number(own.at) ? last.severity : own.severity];
          });
          expect(rank.indexOf(message.severity)).toBe(Math.min(...newest.map((one) => rank.indexOf(one))));
        }
      }),
      { numRuns: 100 },
    );
  });
});
