/** Lets one process at a time do something, by a lock that names its holder. */
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';
import { ConfigError, messageOf } from '../../shared/errors';

const RETRY_DELAY_MS = 200;
const TRIES_BEFORE_NOTE = 10;

const codeOf = (error: unknown) => (types.isNativeError(error) && 'code' in error ? error.code : undefined);

/** A process of another user lives too: the system forbids to signal it (EPERM). */
function lives(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The lock is a link to its holder's id: made and named in one step, so nobody finds it empty. */
function take(lock: string): boolean {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whom the lock names; nobody when it was let go in between. */
function holderOf(lock: string): number | undefined {
  try {
    return Number(readlinkSync(lock));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes the lock if it is free. A lock whose holder was killed is removed, to be free at the next try. */
function claim(lock: string): boolean {
  try {
    mkdirSync(dirname(lock), { recursive: true });
    if (take(lock)) return true;
    const holder = holderOf(lock);
    if (holder !== undefined && !lives(holder)) rmSync(lock, { force: true });
    return false;
  } catch (cause) {
    const remedy = `remove it, and make ${dirname(lock)} a folder that you may write to`;
    throw new ConfigError(`The lock ${lock} cannot be taken: ${messageOf(cause)}; ${remedy}.`, { cause });
  }
}

/** Does the work as soon as no other process holds the lock. */
export async function exclusively<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; !claim(lock); tries += 1) {
    if (tries === TRIES_BEFORE_NOTE) process.stderr.write(`Waiting for the process that holds ${lock}.\n`);
    await sleep(RETRY_DELAY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
