/**
 * Runs one command in a folder of its own, and ends everything it started when the parent goes away.
 * The parent's end of our stdin closes however the parent ends, even by SIGKILL: so that is how to stop us.
 * Node runs this file as it stands, without a loader, so it imports nothing of ours.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_INTERVAL_MS = 25;
const KILL_AFTER_MS = 2_000;
const GIVE_UP_AFTER_MS = 8_000;

/** One living process; `session` is 0 where the system does not report it. */
export type Row = { pid: number; parent: number; group: number; session: number };

/** Reads Linux's `/proc/<pid>/stat`; a zombie is no living process. The name in brackets may hold anything. */
export function parseStat(stat: string): Row | undefined {
  const [, pid, state, parent, group, session] = /^(\d+) \(.*\) (\S) (\d+) (\d+) (\d+) /s.exec(stat) ?? [];
  if (state === undefined || state === 'Z') return undefined;
  return { pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(session) };
}

/** Reads `ps -A -o pid=,ppid=,pgid=,stat=`, for systems without `/proc`. */
export function parsePs(text: string): Row[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+[^Z\s]/gm)].map(([, pid, parent, group]) => ({
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    session: 0,
  }));
}

/** The living processes that are `known`, descend from one that is, or are of a group or session led by one. */
export function family(rows: readonly Row[], known: ReadonlySet<number>): number[] {
  const all = new Set(known);
  for (let before = -1; before !== all.size; ) {
    before = all.size;
    for (const { pid, parent, group, session } of rows) {
      if (all.has(parent) || all.has(group) || all.has(session)) all.add(pid);
    }
  }
  return rows.map(({ pid }) => pid).filter((pid) => all.has(pid));
}

/** Every process of this machine that we may see. */
export function processes(): Row[] {
  if (process.platform !== 'linux') {
    return parsePs(execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' }));
  }
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return parseStat(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
    } catch {
      return []; // it ended between the listing and the reading
    }
  });
}

function kill(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in between, which is what we want.
  }
}

/** Asks the whole family of `pid` to end, then makes it. */
async function end(pid: number): Promise<void> {
  const known = new Set([pid]);
  const asked = new Set<number>();
  for (let waited = 0; waited < GIVE_UP_AFTER_MS; waited += POLL_INTERVAL_MS) {
    const living = family(processes(), known);
    if (living.length === 0) return;
    for (const member of living) {
      // Kept although it may be gone at the next poll: its orphans are found by it.
      known.add(member);
      if (waited >= KILL_AFTER_MS) kill(member, 'SIGKILL');
      else if (!asked.has(member)) kill(member, 'SIGTERM');
      asked.add(member);
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

/** Runs the command until it ends or our stdin closes. Its home and temporary folder go with it. */
export function supervise([command = '', ...args]: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'alarm-responder-'));
  const env = { ...process.env, HOME: folder, TMPDIR: folder };
  const child = spawn(command, args, {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });

  let ending = false;
  const finish = async (code: number) => {
    if (ending) return;
    ending = true;
    if (child.pid !== undefined) await end(child.pid);
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  };
  child.once('error', (error) => {
    console.error(error.message);
    void finish(127);
  });
  child.once('exit', (code, signal) => void finish(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  process.stdin.resume().once('close', () => void finish(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void finish(128 + constants.signals[signal]));
  }
}
