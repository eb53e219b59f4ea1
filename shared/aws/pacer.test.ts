import { pacer } from './pacer';

describe('pacer', () => {
  it('lets so many calls through a second, the first at once, and does not save up for later', async () => {
    let time = 5_000;
    const waits: number[] = [];
    const pace = pacer(4, {
      now: () => time,
      wait: async (ms) => {
        waits.push(ms);
        time += ms;
      },
    });
    await pace();
    await pace();
    time += 10_000;
    await pace();
    await pace();
    expect(waits).toEqual([250, 250]);
  });

  it('queues those that come at once', async () => {
    const waits: number[] = [];
    const pace = pacer(2, { now: () => 0, wait: async (ms) => void waits.push(ms) });
    await Promise.all([pace(), pace(), pace()]);
    expect(waits).toEqual([500, 1_000]);
  });
});
