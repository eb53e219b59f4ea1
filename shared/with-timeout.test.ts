import { setTimeout as sleep } from 'node:timers/promises';
import { withTimeout } from './with-timeout';

describe('withTimeout', () => {
  it('gives the result of work that is quick enough', async () => {
    expect(await withTimeout(1_000, async () => 'done')).toBe('done');
  });

  it('passes an error on', async () => {
    await expect(withTimeout(1_000, async () => Promise.reject(new Error('denied')))).rejects.toThrow(
      'denied',
    );
  });

  it('waits no longer than that, and lets the work know', async () => {
    let wasAborted = false;
    const work = async (signal: AbortSignal) => {
      await sleep(200);
      wasAborted = signal.aborted;
    };
    await expect(withTimeout(20, work)).rejects.toThrow('no answer within 0.02 s');
    await sleep(250);
    expect(wasAborted).toBe(true);
  });
});
