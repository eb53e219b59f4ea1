import { spawnSync } from 'node:child_process';
import fs, { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exclusively } from './exclusively';

describe('exclusively', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alarm-responder-lock-'));
  const inner = join(folder, 'inner');
  const lock = join(inner, 'lock');
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(inner, { recursive: true, force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Leaves the lock of another process. */
  const leave = (holder: unknown) => {
    mkdirSync(inner);
    symlinkSync(String(holder), lock);
  };
  const dead = () => spawnSync(process.execPath, ['--version']).pid;
  const refused = (code: string) => () => {
    throw Object.assign(new Error(`${code}: refused`), { code });
  };
  const done = async () => 'done';

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
    expect(readdirSync(inner)).toEqual([]);
  });

  it('lets go when the work fails', async () => {
    await expect(exclusively(lock, () => Promise.reject(new Error('no network')))).rejects.toThrow(
      'no network',
    );
    expect(readdirSync(inner)).toEqual([]);
  });

  it('takes the lock of a holder that died', async () => {
    leave(dead());
    expect(await exclusively(lock, done)).toBe('done');
  });

  it.each(['0', 'nobody'])('takes a lock that names %s, which would be held for ever', async (holder) => {
    leave(holder);
    expect(await exclusively(lock, done)).toBe('done');
  });

  it('leaves the lock to a holder whom another user runs', async () => {
    leave(4_711);
    const asked = jest.spyOn(process, 'kill').mockImplementation(refused('EPERM'));
    const waiting = exclusively(lock, done);
    await sleep(250);
    expect(asked).toHaveBeenCalledTimes(2);
    expect(readdirSync(inner)).toEqual(['lock']);
    rmSync(lock);
    expect(await waiting).toBe('done');
  });

  it.each<[string, () => void]>([
    ['the folder cannot be made', () => writeFileSync(inner, 'a file')],
    ['the lock is no lock of ours', () => mkdirSync(lock, { recursive: true })],
    [
      'the folder may not be written to',
      () => jest.spyOn(fs, 'symlinkSync').mockImplementation(refused('EACCES')),
    ],
    [
      'the lock of the dead cannot be removed',
      () => {
        leave(dead());
        jest.spyOn(fs, 'rmSync').mockImplementationOnce(refused('EROFS'));
      },
    ],
  ])('says what to do, and does not wait for ever, when %s', async (_, obstruct) => {
    obstruct();
    await expect(exclusively(lock, done)).rejects.toThrow(
      new RegExp(
        `^The lock ${lock} cannot be taken: E[A-Z]+: .*; remove it, and make ${inner} a folder that you may write to\\.$`,
      ),
    );
  });
});
