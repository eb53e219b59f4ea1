/** Lets one process at a time do something, by a lock file that names its holder. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Takes the lock if it is free. A lock whose holder was killed is removed, to be free at the next try. */
function claim(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    try {
      if (!lives(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
    } catch {
      // The holder let it go in between.
    }
    return false;
  }
}

/** Does the work as soon as no other process holds the lock. */
export async function exclusively<T>(lock: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  while (!claim(lock)) await sleep(200);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
