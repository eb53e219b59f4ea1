import { admit, countStreak } from './limit';
import { memoryStore } from './store';

const start = new Date('2026-03-01T12:00:00Z');
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);

describe('admit', () => {
  const limit = { window: 30 * 60_000, most: 3 };

  it('admits so many in the window, and more when time has gone by', async () => {
    const store = memoryStore();
    const admitted = (minutes: number) => admit(store, 'restarts', limit, at(minutes * 60));
    expect(await admitted(0)).toMatchObject({ admitted: true, count: 1, latest: start });
    expect(await admitted(10)).toMatchObject({ admitted: true, count: 2 });
    expect(await admitted(20)).toMatchObject({ admitted: true, count: 3 });
    expect(await admitted(29)).toMatchObject({ admitted: false, count: 3 });
    expect(await admitted(31)).toMatchObject({ admitted: true, count: 3 });
  });

  it('does not count an act that was taken back', async () => {
    const store = memoryStore();
    const { retract } = await admit(store, 'restarts', limit, start);
    await admit(store, 'restarts', limit, at(60));
    await retract();
    expect(await admit(store, 'restarts', limit, at(120))).toMatchObject({ admitted: true, count: 2 });
  });

  it('only counts without a limit', async () => {
    const store = memoryStore();
    for (let count = 1; count <= 5; count += 1) {
      expect(await admit(store, 'stops', { window: 900_000 }, at(count))).toMatchObject({
        admitted: true,
        count,
      });
    }
  });

  it('never admits more than the limit, however many come at once', async () => {
    const store = memoryStore();
    const all = await Promise.all(Array.from({ length: 12 }, () => admit(store, 'restarts', limit, start)));
    expect(all.filter(({ admitted }) => admitted)).toHaveLength(3);
  });
});

describe('countStreak', () => {
  it('counts acts that follow each other, however long the row is, and starts anew after an idle time', async () => {
    const store = memoryStore();
    const counts: number[] = [];
    for (const second of [0, 50, 100, 150, 211])
      counts.push(await countStreak(store, 'stops', 60_000, at(second)));
    expect(counts).toEqual([1, 2, 3, 4, 1]);
  });

  it('gives each of many at once a number of its own', async () => {
    const store = memoryStore();
    const counts = await Promise.all(
      Array.from({ length: 5 }, () => countStreak(store, 'stops', 60_000, start)),
    );
    expect(counts.sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
