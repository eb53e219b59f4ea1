/** Runs a process on Lambda's own Node and says what it took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { node24 } from '../emulators/paths';

/** `ms` of each event. `wallMs` is from the start of the process to its report, Node's own start included. */
export type Run = { wallMs: number; cpuMs: number; rssKb: number; loadMs: number; ms: number[] };

const report = v.object({
  ms: v.array(v.number()),
  loadMs: v.optional(v.number(), 0),
  cpuMs: v.number(),
  rssKb: v.number(),
});

/** @throws Error with what the process wrote about its failure */
export async function measure(script: string, env: Record<string, string>): Promise<Run> {
  const started = performance.now();
  const child = spawn(node24(), [join(__dirname, 'start.cjs')], {
    env: { ...env, BENCH_WHAT: join(__dirname, script) },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , stderr, pipe] = child.stdio;
  if (!(stderr && pipe instanceof Readable)) throw new Error('expected pipes from the process');
  const reported = text(pipe).then((json) => ({ json, wallMs: performance.now() - started }));
  const [{ json, wallMs }, errors, [code]] = await Promise.all([
    reported,
    text(stderr),
    once(child, 'close'),
  ]);
  if (code !== 0 || json === '') throw new Error(`${script} ended with ${code}: ${errors.slice(-2_000)}`);
  return { wallMs, ...v.parse(report, JSON.parse(json)) };
}
