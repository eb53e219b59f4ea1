/** A history that somebody has made to do harm, and one that is merely broken. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { type ReadDeps, readHistory } from './read';
import { loadReading, saveReading } from './saved';

/** Each is thousands of texts. */
const RUNS = { numRuns: 40 };
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const now = new Date('2026-11-30T10:00:00.000Z');
const request = { days: 14, region: 'ap-northeast-2', now };

const HOSTILE = [
  'web\n🔴 forged: everything is down',
  '\u001b[2J\u001b[31mred\u001b[0m',
  '<script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '<!channel> & *bold*',
  '\u202etxet\u200b',
  '__proto__',
  'constructor',
  '',
  'x'.repeat(100_000), // a reason, say
  `${'a'.repeat(50_000)}@${'-eyJ'.repeat(10_000)}`,
];
const SECRETS = ['password=hunter2', 'postgres://app:hunter2@db', 'AKIAABCDEFGHIJKLMNOP', '\ud800'];
const text = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE, ...SECRETS), fc.string()), { maxLength: 3 })
  .map((parts) => parts.join('\n'));
const wrong = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.integer(),
  fc.boolean(),
  fc.array(text),
  text,
);
const state = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('OK', 'ALARM', 'INSUFFICIENT_DATA') },
  { weight: 1, arbitrary: wrong },
);
/** Also before what was asked for, in the future, and never. */
const time = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.integer({ min: 0, max: 13 }).map((day) => new Date(now.getTime() - day * 86_400_000)),
  },
  { weight: 1, arbitrary: fc.date({ noInvalidDate: false }) },
  { weight: 1, arbitrary: wrong },
);
const bomb = fc
  .integer({ min: 1, max: 5_000 })
  .map((depth) => `${'{"a":['.repeat(depth)}${']}'.repeat(depth)}`);
const reasonData = fc.oneof(
  wrong,
  bomb,
  fc.record({ triggeringAlarms: fc.array(fc.record({ arn: text, state: fc.record({ value: state }) })) }),
);
const stateData = fc.record(
  { stateValue: state, stateReason: fc.oneof(text, wrong), stateReasonData: reasonData },
  { requiredKeys: ['stateValue'] },
);
const data = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ oldState: stateData, newState: stateData }).map((one) => JSON.stringify(one)),
  },
  { weight: 1, arbitrary: wrong },
  { weight: 1, arbitrary: bomb },
);
const attributes = fc.oneof(fc.dictionary(text, text), wrong);
const item = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        ...{ AlarmName: text, Timestamp: time, HistoryData: data },
        ...{ AlarmContributorId: fc.oneof(text, wrong), AlarmContributorAttributes: attributes },
      },
      { requiredKeys: ['AlarmName', 'Timestamp', 'HistoryData'] },
    ),
  },
  { weight: 1, arbitrary: wrong },
);
const dimensions = fc.oneof(fc.array(fc.record({ Name: text, Value: text })), wrong);
const alarm = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        ...{ AlarmName: text, AlarmArn: text, StateValue: state, AlarmDescription: fc.oneof(text, wrong) },
        ...{ MetricName: text, Dimensions: dimensions, AlarmRule: text, AlarmActions: fc.array(text) },
        Metrics: fc.oneof(fc.array(fc.record({ Id: text, Expression: text, Label: text })), wrong),
        StateUpdatedTimestamp: time,
      },
      { requiredKeys: ['AlarmName', 'AlarmArn', 'StateValue'] },
    ),
  },
  { weight: 1, arbitrary: wrong },
);

/** The first page of metric alarms comes twice. */
const account = (alarms: unknown[], items: unknown[]): ReadDeps =>
  Object.assign({
    alarmPages: async function* (type: string) {
      if (type === 'MetricAlarm') yield alarms;
    },
    historyPages: async function* ({ type, item: kind }: { type: string; item: string }) {
      if (type === 'MetricAlarm' && kind === 'StateUpdate') yield* [items, items];
    },
    paces: { alarms: async () => undefined, history: async () => undefined },
  });

/** Every text of it, however deep. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) {
      yield key;
      yield* textsOf(one);
    }
}

const UNSEEN = /(?!\n|\t)\p{Cc}|[\u200b\u202e]/u;

describe('a hostile history', () => {
  it('breaks nothing, and every record of it is counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(alarm), fc.array(item), async (alarms, items) => {
        const reading = await readHistory(request, undefined, account(alarms, items));
        const { changes, unread } = reading;
        expect(reading.alarms.length).toBeLessThanOrEqual(alarms.length);
        const doubles = alarms.length + 2 * items.length - reading.alarms.length - unread;
        expect(doubles).toBeGreaterThanOrEqual(changes.length);
        expect(changes.every(({ at }) => reading.from <= at && at <= reading.to)).toBe(true);
        expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).sort());
      }),
      RUNS,
    );
  });

  it('shows no secret and nothing that steers a terminal, and no name begins a line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(alarm), fc.array(item), async (alarms, items) => {
        const reading = await readHistory(request, undefined, account(alarms, items));
        const texts = [...textsOf(reading)];
        expect(texts.filter((one) => UNSEEN.test(one) || /hunter2|AKIAABCDEFGHIJKLMNOP/.test(one))).toEqual(
          [],
        );
        expect(texts.filter((one) => one.length > 11_000)).toEqual([]);
        const names = [...reading.alarms.map(({ name }) => name), ...reading.changes.map((one) => one.alarm)];
        expect(names.filter((name) => name.includes('\n'))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is the same when it was saved', async () => {
    const file = join(folder, 'reading.json');
    await fc.assert(
      fc.asyncProperty(fc.array(alarm), fc.array(item), async (alarms, items) => {
        const reading = await readHistory(request, undefined, account(alarms, items));
        saveReading(file, reading);
        expect(loadReading(file)).toEqual(reading);
        await setImmediate(); // until then it listens to Ctrl-C
      }),
      RUNS,
    );
  });
});
