import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exclusively } from './exclusively';

describe('exclusively', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alarm-responder-lock-'));
  const lock = join(folder, 'inner/lock');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lets the second begin when the first is done', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await sleep(50);
      log.push(`${name} ends`);
    };
    await Promise.all([exclusively(lock, work('first')), exclusively(lock, work('second'))]);
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('gives the result and lets go', async () => {
    expect(await exclusively(lock, async () => 42)).toBe(42);
    expect(existsSync(lock)).toBe(false);
  });

  it('lets go when the work fails', async () => {
    await expect(exclusively(lock, () => Promise.reject(new Error('no network')))).rejects.toThrow(
      'no network',
    );
    expect(existsSync(lock)).toBe(false);
  });

  it('takes the lock of a holder that died', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(lock, String(pid));
    expect(await exclusively(lock, async () => 'done')).toBe('done');
  });
});
