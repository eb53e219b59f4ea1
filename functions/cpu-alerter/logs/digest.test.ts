import fc from 'fast-check';
import { digestLines, type LineRule } from './digest';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 2, 3, 10, seconds));
const events = (...lines: [seconds: number, message: string][]) =>
  lines.map(([seconds, message]) => ({ at: at(seconds), stream: 'i-1', message }));
const all: LineRule = { level: undefined, pattern: undefined, noise: [] };
const budget = { lines: 15, characters: 2_700 };

describe('digest', () => {
  it('makes one line of lines that differ in time, process, address and numbers only', () => {
    const { lines } = digestLines(
      events(
        [1, '[Mon Mar 02 03:10:01.1 2026] [proxy:error] [pid 7:tid 8] [client 10.0.0.1:443] AH01 after 12 s'],
        [9, '[Mon Mar 02 03:10:09.2 2026] [proxy:error] [pid 9:tid 9] [client 10.0.0.2:80] AH01 after 7 s'],
      ),
      all,
      budget,
    );
    expect(lines).toEqual(['2× 03:10:01–03:10:09 [proxy:error] [client #] AH01 after # s']);
  });

  it('shows what is always the same as it is', () => {
    const { lines } = digestLines(
      events([1, 'Mar  2 03:10:01 web-1 app[7]: exit 137'], [1, 'Mar  2 03:10:01 web-1 app[8]: exit 137']),
      all,
      budget,
    );
    expect(lines).toEqual(['2× 03:10:01 app: exit 137']);
  });

  it('puts the worst first, then the most frequent', () => {
    const { lines } = digestLines(
      events(
        [1, 'a warning'],
        [2, 'an error'],
        [3, 'b failed'],
        [4, 'b failed'],
        [5, 'kernel panic'],
        [6, 'fine'],
      ),
      all,
      budget,
    );
    expect(lines.map((line) => line.replace(/^.*\d\d:\d\d:\d\d /, ''))).toEqual([
      'kernel panic',
      'b failed',
      'an error',
      'a warning',
      'fine',
    ]);
  });

  it('counts what is bad enough or matches, and never noise', () => {
    const rule: LineRule = { level: 'warning', pattern: /MaxRequestWorkers/, noise: [/CRON/] };
    const { lines, read, counted } = digestLines(
      events([1, 'fine'], [2, 'raise MaxRequestWorkers'], [3, 'CRON[1]: failed'], [4, 'it failed'], [5, ' ']),
      rule,
      budget,
    );
    expect({ lines, read, counted }).toEqual({
      lines: ['03:10:04 it failed', '03:10:02 raise MaxRequestWorkers'],
      read: 5,
      counted: 2,
    });
  });

  it('redacts the middle of a private key, which comes line by line', () => {
    const body = 'MIIEpAIBAAKCAQEA7bq5xT0x4n4p2q8sU1vW3yZ5aB7cD9eF';
    expect(digestLines(events([1, body]), all, budget).lines.join()).not.toContain(body);
  });

  it('shows lines that the agent took for one as one', () => {
    expect(digestLines(events([1, 'it failed\n  at a.js\n\n  at b.js\n']), all, budget).lines).toEqual([
      '03:10:01 it failed ⏎ at a.js ⏎ at b.js',
    ]);
  });

  it('takes long hostile lines in its stride', () => {
    const hostile = [' ', '\n', 'a:', '[', '0', 'password', 'Mar  2 ', 'f', '1.'].map((part) =>
      part.repeat(16_000),
    );
    const started = performance.now();
    digestLines(
      Array.from({ length: 60 }, (_, index) =>
        events([index, `x${hostile[index % hostile.length]}x`]),
      ).flat(),
      { level: 'warning', pattern: /./, noise: [] },
      budget,
    );
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  const word = fc.constantFrom(
    'error',
    'warn',
    'failed',
    'GET',
    '/a',
    '10.0.0.1',
    '42',
    '안녕',
    '😀',
    'x'.repeat(300),
  );
  const line = fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')),
    fc.string({ unit: 'grapheme' }),
  );
  const many = fc.array(fc.tuple(fc.nat(59), line), { maxLength: 120 }).map((lines) => events(...lines));

  it('never exceeds its budget, whatever it digests', () => {
    const anyBudget = fc.record({
      lines: fc.integer({ min: 1, max: 20 }),
      characters: fc.integer({ min: 60, max: 3_000 }),
    });
    fc.assert(
      fc.property(many, anyBudget, (input, most) => {
        const { lines } = digestLines(input, all, most);
        expect(lines.length).toBeLessThanOrEqual(most.lines);
        expect(lines.join('\n').length).toBeLessThanOrEqual(most.characters);
        expect(lines.every((one) => one.isWellFormed() && !one.includes('\n'))).toBe(true);
      }),
    );
  });

  it('has counts that add up', () => {
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 20 }), (input, lines) => {
        const result = digestLines(input, all, { lines, characters: 1_000 });
        const shown = result.shown.reduce((sum, { count }) => sum + count, 0);
        expect(shown + result.rest).toBe(result.counted);
        expect(result.counted).toBe(input.filter(({ message }) => message.trim() !== '').length);
        expect(result.read).toBe(input.length);
      }),
    );
  });

  const value = fc.stringMatching(/^[A-Za-z0-9]{20,40}$/);
  const secret = fc.oneof(
    fc.tuple(fc.constantFrom('password=', 'db_password: ', 'api-key="', 'Bearer ', 'token='), value),
    fc.tuple(
      fc.constant('postgres://app:'),
      value.map((one) => `${one}@`),
    ),
    fc.tuple(fc.constant(''), fc.stringMatching(/^AKIA[A-Z0-9]{16}$/)),
    fc.tuple(fc.constant('https://hooks.slack.com/services/T0/B0/'), value),
  );

  it('shows no secret, and one line, of very many that differ in nothing but that', () => {
    const many = Array.from({ length: 300 }, (_, index): [number, string] => [
      1,
      `ERROR token ghp_${String.fromCharCode(97 + (index % 26)).repeat(20)}${'xyzXYZ'.repeat(3)}${'abcdefghij'[index % 10]} x`,
    ]);
    const { lines } = digestLines(events(...many), all, budget);
    expect(lines).toEqual(['300× 03:10:01 ERROR token ‹github token› x']);
  });

  it('never shows a secret, wherever it stands in a line', () => {
    const front = fc.constantFrom(
      '',
      '2026-03-02T03:10:01Z ',
      'Mar  2 03:10:01 web-1 app[7]: ',
      '[core:error] [pid 7] ',
    );
    const filling = fc.oneof(
      fc.constantFrom('', 'login failed '),
      fc.nat(200).map((length) => `${'x'.repeat(length)} `),
    );
    fc.assert(
      fc.property(front, filling, secret, fc.nat(59), (before, words, [name, hidden], seconds) => {
        const message = `${before}${words}${name}${hidden} tail`;
        const { lines } = digestLines(events([seconds, message], [seconds, message]), all, budget);
        expect(lines.join('\n')).not.toContain(hidden.replace('@', '').slice(0, 12));
      }),
      { numRuns: 500 },
    );
  });
});
