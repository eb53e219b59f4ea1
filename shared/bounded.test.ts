import fc from 'fast-check';
import { foreignText } from '../test/foreign-text';
import { alarmUrl, insightsUrl } from './aws/console';
import { bounded } from './bounded';
import { type Notification, notification, parseNotification } from './notification';

const words = { severity: 'warning', title: 'The disk is full', text: 'It is.' } as const;
const at = new Date('2026-03-01T12:00:00Z');

/** SNS takes 256 kB. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_BYTES = 256 * 1_024;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What nobody should make, and somebody will: any part of any length. */
const anyText = fc.oneof(
  foreignText,
  fc
    .tuple(fc.constantFrom('x', '한', '"', '\u0000', '\ud800', '🔴'), fc.integer({ min: 1, max: 30_000 }))
    .map(([character, length]) => character.repeat(length)),
);
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const many = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(fc.integer({ min: 0, max: 400 }), one).map(([count, same]) => times(count, same));
const facts = fc
  .tuple(anyText, many(anyText))
  .map(([name, values]) => Object.fromEntries(values.map((value, index) => [`${index} ${name}`, value])));
const anyNotification: fc.Arbitrary<Notification> = fc
  .record({
    id: anyText,
    incident: anyText,
    title: anyText,
    text: anyText,
    account: anyText,
    region: anyText,
    alarm: fc.record({
      name: anyText,
      state: fc.constant('ALARM' as const),
      previousState: fc.constant(undefined),
      suppressed: anyText,
    }),
    facts,
    links: many(fc.record({ text: anyText, url: anyText })),
    details: many(fc.record({ title: anyText, lines: many(anyText) })),
  })
  .map((parts) => notification({ ...words, at, ...parts }));

describe('bounded', () => {
  it('leaves what is of a usual length as it is', () => {
    const usual = notification({
      ...words,
      at,
      facts: { Instance: 'web-1', Metric: 'mem_used_percent' },
      links: [{ text: 'Alarm', url: 'https://example.com' }],
      details: [{ title: 'journal', lines: Array.from({ length: 60 }, () => 'x'.repeat(300)) }],
    });
    expect(bounded(usual)).toEqual(usual);
  });

  const journalOf = (character: string) => ({
    details: times(6, { title: 'journal', lines: times(60, character.repeat(300)) }),
  });
  const manyFacts = Object.fromEntries(times(1_000, 'x'.repeat(2_000)).map((text, index) => [index, text]));
  it.each<[string, Partial<Notification>]>([
    ['its journal is Korean', journalOf('한')],
    ['its journal is no text', journalOf('\u0000')],
    ['it has facts without end', { facts: manyFacts }],
    [
      'it has a title without end above its journal',
      { details: [{ title: 'x'.repeat(300_000), lines: [] }] },
    ],
    ['it comes from a place without end', { account: 'x'.repeat(300_000) }],
  ])('fits into a message when %s', (_, parts) => {
    expect(bytesOf(bounded(notification({ ...words, ...parts })))).toBeLessThan(MAX_BYTES);
  });

  it('fits into a message of SNS or SQS, whatever it was made from', () => {
    fc.assert(
      fc.property(anyNotification, (hostile) => {
        // A delivery has some 200 bytes around it.
        expect(bytesOf(bounded(hostile))).toBeLessThan(MAX_BYTES - 1_000);
      }),
      { numRuns: 8 },
    );
  });

  it('is of the same incident, and the same itself, when it is bounded again on its way to the notifier', () => {
    fc.assert(
      fc.property(anyNotification, (hostile) => {
        const { id, incident } = bounded(hostile);
        expect(bounded(bounded(hostile))).toMatchObject({ id, incident });
      }),
      { numRuns: 8 },
    );
  });

  it('is read as it was written, whatever it was made from', () => {
    fc.assert(
      fc.property(anyNotification, (hostile) => {
        const written = bounded(hostile);
        expect(parseNotification(JSON.parse(JSON.stringify(written)))).toEqual(written);
      }),
      { numRuns: 8 },
    );
  });

  it('is no longer than anybody will read', () => {
    const line = 'x'.repeat(100_000);
    const lines = Array.from({ length: 1_000 }, () => line);
    const hostile = notification({
      ...words,
      title: line,
      text: line,
      facts: { Who: line },
      links: Array.from({ length: 1_000 }, () => ({ text: 'Alarm', url: 'https://example.com' })),
      details: Array.from({ length: 100 }, () => ({ title: 'journal', lines })),
    });
    expect(JSON.stringify(bounded(hostile)).length).toBeLessThan(150_000);
  });

  it('marks what it cuts, and cuts it no further when it is asked again', () => {
    const lines = Array.from({ length: 79 }, (_, index) => `line ${index + 1}`);
    const long = notification({
      ...words,
      text: 'x'.repeat(5_000),
      facts: { Who: 'y'.repeat(3_000) },
      details: [
        { title: 'content', lines },
        { title: 'log', lines: ['z'.repeat(301), ...lines.slice(0, 59)] },
      ],
    });
    const { text, facts, details } = bounded(long);
    expect(text).toBe(`${'x'.repeat(3_999)}…`);
    expect(facts.Who).toBe(`${'y'.repeat(1_999)}…`);
    expect(details.map((part) => part.lines.length)).toEqual([60, 60]);
    expect(details[0]?.lines.slice(-2)).toEqual(['line 59', '… and 20 more lines']);
    expect([details[1]?.lines[0], details[1]?.lines.at(-1)]).toEqual([`${'z'.repeat(299)}…`, 'line 59']);
    expect(bounded(bounded(long))).toEqual(bounded(long));
  });

  it('leaves out a link that is too long, since half of it leads nowhere', () => {
    const links = [
      { text: 'long', url: `https://example.com/${'x'.repeat(4_000)}` },
      { text: 'short', url: 'https://example.com' },
    ];
    expect(bounded(notification({ ...words, links })).links).toEqual([
      { text: 'short', url: 'https://example.com' },
    ]);
  });

  const addressOf = (url: string) => bounded(notification({ ...words, links: [{ text: 'Runbook', url }] }));
  it.each([
    ['https://example.com/a?password=hunter2', 'https://example.com/a?password=‹password›'],
    [
      'https://example.com/a?next=%252Fb%253Fpassword%253Dhunter2',
      'https://example.com/a?next=%2Fb%3Fpassword%3D‹password›',
    ],
    ['https://example.com/?q=pass%E2%80%8Bword%3Dhunter2', 'https://example.com/?q=password=‹password›'],
    [
      "https://x.console.aws.amazon.com/a#~'password*3dhunter2*20a",
      "https://x.console.aws.amazon.com/a#~'password=‹password› a",
    ],
    ['https://example.com/hooks/Zk3v9QxT7bWn2LpR8sYd', 'https://example.com/hooks/‹webhook›'],
  ])('makes a fact, without the secret, of the link %s', (url, shown) => {
    expect(addressOf(url)).toMatchObject({ links: [], facts: { Runbook: shown } });
  });

  it.each([
    'https://wiki.example.com/webhooks/what-to-do-when-hooks-fail-2026',
    alarmUrl('eu-west-1', 'ORACLE_SID=PROD12'),
    alarmUrl('eu-west-1', 'authorization: 403 above 5'),
    alarmUrl('eu-west-1', 'web%\ud83d'),
    insightsUrl('eu-west-1', {
      groups: ['/token/a'],
      query: 'fields @message | filter a = "b"',
      from: at,
      to: at,
    }),
  ])('leaves the link %s', (url) => {
    expect(addressOf(url)).toMatchObject({ links: [{ url }], facts: {} });
  });

  it('keeps facts apart whose names hide alike', () => {
    const { facts } = bounded(notification({ ...words, facts: { 'password=a1': 'x', 'password=b2': 'y' } }));
    expect(facts).toEqual({ 'password=‹password›': 'x', 'password=‹password› (2)': 'y' });
  });
});
