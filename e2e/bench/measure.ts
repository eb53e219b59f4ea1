/** Runs a process on Lambda's own Node and says what it took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { node24 } from '../emulators/paths';
import type { StandIn } from './stand-in';

/**
 * `ms` of each event. `notifiedMs` is from the start of the process, Node's own included, until somebody is notified; of an
 * event that notifies nobody, until it is dealt with. `files` are those of the bundle that were loaded, `undici` is
 * what Node's own `fetch` loads.
 */
export type Run = {
  notifiedMs: number;
  cpuMs: number;
  rssKb: number;
  loadMs: number;
  ms: number[];
  files: string[];
  undici: boolean;
};

const report = v.object({
  ms: v.array(v.number()),
  loadMs: v.optional(v.number(), 0),
  files: v.optional(v.array(v.string()), []),
  undici: v.optional(v.boolean(), false),
  cpuMs: v.number(),
  rssKb: v.number(),
});

/** @throws Error with what the process wrote about its failure */
export async function measure(
  script: string,
  env: Record<string, string>,
  standIn: StandIn,
  flags: string[] = [],
): Promise<Run> {
  standIn.reset();
  const started = performance.now();
  const child = spawn(node24(), [...flags, join(__dirname, 'start.cjs')], {
    env: { ...env, BENCH_WHAT: join(__dirname, script) },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , stderr, pipe] = child.stdio;
  if (!(stderr && pipe instanceof Readable)) throw new Error('expected pipes from the process');
  const reported = text(pipe).then((json) => ({ json, ended: performance.now() }));
  const [{ json, ended }, errors, [code]] = await Promise.all([reported, text(stderr), once(child, 'close')]);
  if (code !== 0 || json === '') throw new Error(`${script} ended with ${code}: ${errors.slice(-2_000)}`);
  return { notifiedMs: (standIn.notifiedAt() ?? ended) - started, ...v.parse(report, JSON.parse(json)) };
}
