import fc from 'fast-check';
import { sampleReading } from '../../test/history-sample/reading';
import { sampleReplay } from '../../test/history-sample/replay';
import { alarm, change, readingOf, reasonOf, ZONE } from '../../test/readings';
import { replayOf } from '../../test/replays';
import { figures, jsonOf } from './json';
import type { Reading } from './reading';
import type { Replay } from './replay-types';

const historyOf = (reading: Reading, replay: Replay) => ({
  reading,
  replay,
  language: 'en' as const,
  timeZone: ZONE,
});

describe('figures', () => {
  const reading = sampleReading();
  let replay: Replay;
  beforeAll(async () => {
    replay = await sampleReplay(reading);
  });

  it('are these of the sample', () => {
    expect(figures(historyOf(reading, replay))).toMatchSnapshot();
  });

  it('have another configuration beside', () => {
    const told = replay.told.map((one) => ({ ...one, outcome: 'suppressed' as const, message: undefined }));
    const other = { ...replay, told, messages: [] };
    const differences = replay.told
      .map((one, index) => ({ one, other: told[index] ?? one }))
      .filter(({ one }) => one.outcome === 'notified');
    const names: [string, string] = ['config/prod.yml', 'config/quiet.yml'];
    const found = figures({ ...historyOf(reading, replay), against: { names, replay: other, differences } });
    expect(found.against).toMatchObject({
      name: 'config/quiet.yml',
      differences: found.notified,
      changes: found.changes,
      notified: 0,
      suppressed: found.changes,
    });
  });

  const names = fc.constantFrom('a', 'b', 'c', '__proto__', '');
  const states = fc.constantFrom('ALARM' as const, 'OK' as const, 'INSUFFICIENT_DATA' as const);
  /** Some are before the reading begins, and some after it was made. */
  const moments = fc
    .integer({ min: -5_000, max: 25_000 })
    .map((minute) => new Date(Date.UTC(2026, 1, 16, 12, minute)).toISOString());
  const contributors = fc.option(
    fc.constantFrom('1', '2').map((id) => ({ id, attributes: {} })),
    { nil: undefined },
  );
  const changes = fc.array(
    fc
      .tuple(
        names,
        states,
        moments,
        fc.option(states, { nil: undefined }),
        contributors,
        fc.oneof(fc.string(), fc.double().map(reasonOf)),
      )
      .map(([name, to, at, from, contributor, reason]) =>
        change(name, to, at, { reason, ...(from && { from }), ...(contributor && { contributor }) }),
      ),
    { maxLength: 60 },
  );
  const numbers = fc.option(fc.oneof(fc.double(), fc.integer({ min: -5, max: 700 })), { nil: undefined });
  const alarms = fc.uniqueArray(
    fc
      .record({
        name: names,
        state: states,
        stateChangedAt: fc.option(moments, { nil: undefined }),
        threshold: numbers,
        period: numbers,
        evaluationPeriods: numbers,
        datapointsToAlarm: numbers,
        comparison: fc.constantFrom('GreaterThanThreshold', 'LessThanThreshold', 'x'),
        actionsEnabled: fc.boolean(),
        rule: fc.constantFrom('', 'ALARM("a") OR ALARM(b)'),
      })
      .map(({ name, ...rest }) => alarm(name, JSON.parse(JSON.stringify(rest)))),
    { selector: ({ name }) => name, maxLength: 5 },
  );

  it('hold together, whatever the history', () => {
    fc.assert(
      fc.property(alarms, changes, (records, all) => {
        const some = readingOf(records, all);
        const found = figures(historyOf(some, replayOf(some)));
        expect([found.alarms, found.changes]).toEqual([records.length, all.length]);
        expect(found.notified + found.suppressed).toBe(all.length);
        expect(found.reasons.reduce((sum, one) => sum + one.changes, 0)).toBe(found.suppressed);
        expect(found.messages.days.reduce((sum, day) => sum + day.messages, 0)).toBe(found.messages.count);
        expect(found.noisiest.reduce((sum, one) => sum + one.notified, 0)).toBeLessThanOrEqual(
          found.notified,
        );
        for (const { seconds } of found.longest) expect(seconds).toBeGreaterThanOrEqual(0);
        for (const { mend } of [...found.noisiest, ...found.flapping])
          expect(mend.sentence).not.toMatch(/NaN|undefined|Infinity/);
        for (const one of found.together) expect(one.alarms.length).toBeGreaterThan(1);
        expect(JSON.parse(jsonOf(historyOf(some, replayOf(some))))).toEqual(found);
      }),
    );
  });
});

describe('jsonOf', () => {
  it('is JSON', () => {
    const nothing = readingOf([]);
    expect(JSON.parse(jsonOf(historyOf(nothing, replayOf(nothing))))).toMatchObject({
      version: 1,
      alarms: 0,
      changes: 0,
      notified: 0,
      suppressed: 0,
      noisiest: [],
    });
  });
});
