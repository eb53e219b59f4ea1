import fc from 'fast-check';
import { changeRecord, readingOf, replayOf, ZONE } from '../../test/history';
import { sampleReading } from '../../test/history-sample/reading';
import { sampleReplay } from '../../test/history-sample/replay';
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
  const replay = sampleReplay(reading);

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

  it('have each change in exactly one of two counts, whatever the history', () => {
    const change = fc
      .record({
        alarm: fc.constantFrom('a', 'b', 'c'),
        to: fc.constantFrom('ALARM' as const, 'OK' as const, 'INSUFFICIENT_DATA' as const),
        minute: fc.nat(20_000),
      })
      .map(({ alarm, to, minute }) =>
        changeRecord(alarm, to, new Date(Date.UTC(2026, 1, 16, 12, minute)).toISOString()),
      );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 50 }), (changes) => {
        const some = readingOf([], changes);
        const found = figures(historyOf(some, replayOf(some)));
        expect(found.notified + found.suppressed).toBe(changes.length);
        expect(found.changes).toBe(changes.length);
        expect(found.reasons.reduce((sum, one) => sum + one.changes, 0)).toBe(found.suppressed);
        expect(found.messages.days.reduce((sum, day) => sum + day.messages, 0)).toBe(found.messages.count);
        for (const { seconds } of found.longest) expect(seconds).toBeGreaterThanOrEqual(0);
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
