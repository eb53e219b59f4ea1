import { virtualTime } from './virtual-time';

describe('virtualTime', () => {
  it('runs what is due in the order of its moments, of the same moment in that in which it was asked for', async () => {
    const time = virtualTime();
    const seen: string[] = [];
    for (const [moment, what] of [
      [20, 'c'],
      [10, 'a'],
      [20, 'd'],
      [10, 'b'],
    ] as const) {
      time.at(moment, () => seen.push(`${what} at ${time.now()}`));
    }
    await time.passUntil(15);
    expect(seen).toEqual(['a at 10', 'b at 10']);
    await time.passUntil(20);
    expect(seen.slice(2)).toEqual(['c at 20', 'd at 20']);
  });

  it('waits for as long as is asked, and lets others go on meanwhile', async () => {
    const time = virtualTime();
    const seen: string[] = [];
    const work = (name: string, ms: number) => async () => {
      await time.wait(ms);
      seen.push(`${name} at ${time.now()}`);
    };
    time.at(5, () => time.begin(work('slow', 100)));
    time.at(6, () => time.begin(work('fast', 10)));
    await time.passUntil(Number.POSITIVE_INFINITY);
    expect(seen).toEqual(['fast at 16', 'slow at 105']);
  });

  it('never goes back', async () => {
    const time = virtualTime();
    const seen: number[] = [];
    time.at(50, () => seen.push(time.now()));
    await time.passUntil(50);
    time.at(10, () => seen.push(time.now()));
    await time.passUntil(10);
    expect(seen).toEqual([50, 50]);
  });

  it('throws what work has failed with', async () => {
    const time = virtualTime();
    time.at(1, () => time.begin(async () => Promise.reject(new Error('broken'))));
    await expect(time.passUntil(1)).rejects.toThrow('broken');
  });
});
