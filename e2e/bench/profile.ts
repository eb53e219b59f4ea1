/** `npm run bench -- profile`: where the time of a cold start goes, by Node's own profiler. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as v from 'valibot';

const profileSchema = v.object({
  nodes: v.array(
    v.object({ id: v.number(), callFrame: v.object({ functionName: v.string(), url: v.string() }) }),
  ),
  samples: v.array(v.number()),
  timeDeltas: v.array(v.number()),
});

/** What a moment was spent on. `contents`: the packages in each file of the bundle. */
function partOf(
  { functionName, url }: { functionName: string; url: string },
  contents: Map<string, string[]>,
): string {
  if (functionName === '(idle)') return 'waiting';
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)') return 'Node, native';
  if (functionName === 'wrapSafe') return 'parsing the bundle';
  const packages = contents.get(basename(url));
  if (!packages) return 'Node, its modules';
  return packages.some((name) => /^@(?:aws-sdk|smithy)\//.test(name)) ? 'AWS SDK' : 'ours, Slack SDK, logger';
}

/** Milliseconds by part. */
function partsOf(file: string, contents: Map<string, string[]>): Map<string, number> {
  const { nodes, samples, timeDeltas } = v.parse(profileSchema, JSON.parse(readFileSync(file, 'utf8')));
  const parts = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame, contents)]));
  const spent = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const part = parts.get(id) ?? 'waiting';
    spent.set(part, (spent.get(part) ?? 0) + (timeDeltas[index] ?? 0) / 1_000);
  }
  return spent;
}

/** Runs something so many times under the profiler. @returns the mean of each part, in ms, the largest first */
export async function profile(
  runs: number,
  contents: Map<string, string[]>,
  start: (flags: string[]) => Promise<unknown>,
): Promise<[string, number][]> {
  const folder = mkdtempSync(join(tmpdir(), 'alarm-responder-profile-'));
  try {
    for (let index = 0; index < runs; index += 1)
      await start(['--cpu-prof', '--cpu-prof-interval=200', `--cpu-prof-dir=${folder}`]);
    const all = readdirSync(folder).map((file) => partsOf(join(folder, file), contents));
    const names = [...new Set(all.flatMap((parts) => [...parts.keys()]))];
    const mean = (name: string) => all.reduce((sum, parts) => sum + (parts.get(name) ?? 0), 0) / all.length;
    return names.map((name): [string, number] => [name, mean(name)]).sort(([, a], [, b]) => b - a);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
