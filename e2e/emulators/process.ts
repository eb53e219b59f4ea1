/** Starts a program, waits until it is ready, and stops it with everything that it started. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { freePort } from './free-port';
import { node24 } from './paths';

const MAX_KEPT_LENGTH = 20_000;
const MAX_SHOWN_LENGTH = 2_000;

/** What to run. `ready` matches what it prints once it listens, so nobody else on its port is taken for it. */
export type Program = {
  name: string;
  command: string;
  args: readonly string[];
  env: Record<string, string>;
  ready: RegExp;
  withinMs?: number;
};

/** A program that runs. `pid` heads its process tree; `stop` may be called again. */
export type Running = { pid: number; output: () => string; stop: () => Promise<void> };

/** The command line that runs a command under `supervise`, for as long as its stdin is open. */
export function supervised(
  command: string,
  args: readonly string[],
): readonly [file: string, args: string[]] {
  const module = pathToFileURL(join(__dirname, 'supervise.ts')).href;
  const script = `import { supervise } from ${JSON.stringify(module)}; supervise(process.argv.slice(1))`;
  // The package has no "type", so Node looks into the file for its kind and would warn about that.
  const noWarning = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
  return [node24(), [noWarning, '--input-type=module', '--eval', script, '--', command, ...args]];
}

/** Keeps the end of what a child prints, and notes when a line of it matches `ready`. */
function listen(child: ChildProcessWithoutNullStreams, ready: RegExp) {
  let output = '';
  const printed = new Promise<'ready'>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output = (output + chunk).slice(-MAX_KEPT_LENGTH);
        if (ready.test(output)) resolve('ready');
      });
    }
  });
  return { output: () => output, printed };
}

/** Starts a program; fails with the end of its output when it ends or is not ready in time. */
export async function start({
  name,
  command,
  args,
  env,
  ready,
  withinMs = 60_000,
}: Program): Promise<Running> {
  // A group of its own, so that Ctrl-C in a terminal reaches us alone and everything is ended in order.
  const child = spawn(...supervised(command, args), {
    env: { TMPDIR: tmpdir(), ...env },
    detached: true,
    stdio: 'pipe',
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { output, printed } = listen(child, ready);
  const stop = async () => {
    child.stdin.end();
    await exited;
  };

  const timer = new AbortController();
  const outcome = await Promise.race([
    printed,
    once(child, 'close').then(() => 'ended' as const), // after its last output, unlike 'exit'
    sleep(withinMs, 'late' as const, { signal: timer.signal }),
  ]);
  timer.abort();
  if (outcome === 'ready' && child.pid !== undefined) return { pid: child.pid, output, stop };
  await stop();
  const why = outcome === 'late' ? `was not ready within ${withinMs / 1_000} s` : 'ended before it was ready';
  throw new Error(`${name} ${why}; the end of its output:\n${output().slice(-MAX_SHOWN_LENGTH)}`);
}

/** Starts a program on a free port, and again on another when somebody took that port meanwhile. */
export async function startOnFreePort(
  program: (port: number) => Program,
  choosePort = freePort,
  tries = 3,
): Promise<Running & { url: string }> {
  const port = await choosePort();
  try {
    return { url: `http://127.0.0.1:${port}`, ...(await start(program(port))) };
  } catch (error) {
    const taken = error instanceof Error && /EADDRINUSE|already in use/i.test(error.message);
    if (!taken || tries <= 1) throw error;
    return startOnFreePort(program, choosePort, tries - 1);
  }
}
