/** `npm run bench`: what a cold and a warm start of every function takes, beside the least that the machine can do. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../../cli/run';
import { root } from '../emulators/paths';
import { CASES, type Case } from './cases';
import { environmentOf } from './environment';
import { measure, type Run } from './measure';
import { type Packaged, packageService } from './packaged';
import { type StandIn, startStandIn } from './stand-in';
import { median, quantile, ratios, type Spread, spreadOf } from './statistics';
import { printSizes, printTimes } from './tables';

type Pair = { floor: Run; subject: Run };

/** Times in ms, `memoryMb` the most that the process took, `calls` to AWS and Slack of one event. */
export type Result = {
  name: string;
  event: string;
  target: number;
  cold: {
    runs: number;
    ms: Spread;
    floorMs: Spread;
    ratio: Spread;
    cpuMs: Spread;
    cpuRatio: Spread;
    loadMs: number;
    memoryMb: number;
    floorMemoryMb: number;
  };
  warm: {
    events: number;
    p50: number;
    p99: number;
    cpuMs: number;
    floorP50: number;
    floorP99: number;
    ratio: Spread;
  };
  calls: Record<string, number>;
};

type Options = { coldRuns: number; events: number; warmRuns: number; seconds: number };

async function measureCase(one: Case, lambda: Packaged, standIn: StandIn, home: string, options: Options) {
  const env = environmentOf(one, lambda, standIn.url, home);
  const pair = async (times: number): Promise<Pair> => {
    const limits = { BENCH_TIMES: String(times), BENCH_SECONDS: String(options.seconds) };
    const floor = await measure('floor.cjs', { ...env, ...limits }, standIn);
    return { floor, subject: await measure('subject.cjs', { ...env, ...limits }, standIn) };
  };
  await pair(1); // The disk has read the bundle.
  const cold: Pair[] = [];
  for (let index = 0; index < options.coldRuns; index += 1) cold.push(await pair(1));
  const calls = Object.fromEntries(standIn.counts);
  const warm: Pair[] = [];
  for (let index = 0; index < options.warmRuns; index += 1) warm.push(await pair(options.events));
  return { cold, warm, calls };
}

const p50 = ({ ms }: Run): number => median(ms);
const megabytes = ({ rssKb }: Run): number => rssKb / 1_000;

function resultOf(one: Case, { cold, warm, calls }: Awaited<ReturnType<typeof measureCase>>): Result {
  const of = (who: keyof Pair, what: (run: Run) => number) => cold.map((pair) => what(pair[who]));
  const warmMs = warm.flatMap(({ subject }) => subject.ms);
  const floorMs = warm.flatMap(({ floor }) => floor.ms);
  return {
    name: one.name,
    event: one.event,
    target: one.target,
    cold: {
      runs: cold.length,
      ms: spreadOf(of('subject', ({ toldMs }) => toldMs)),
      floorMs: spreadOf(of('floor', ({ toldMs }) => toldMs)),
      ratio: ratios(cold, ({ toldMs }) => toldMs),
      cpuMs: spreadOf(of('subject', ({ cpuMs }) => cpuMs)),
      cpuRatio: ratios(cold, ({ cpuMs }) => cpuMs),
      loadMs: median(of('subject', ({ loadMs }) => loadMs)),
      memoryMb: median(of('subject', megabytes)),
      floorMemoryMb: median(of('floor', megabytes)),
    },
    warm: {
      events: warmMs.length,
      p50: median(warmMs),
      p99: quantile(warmMs, 0.99),
      cpuMs: median(warm.map(({ subject }) => subject.cpuMs / subject.ms.length)),
      floorP50: median(floorMs),
      floorP99: quantile(floorMs, 0.99),
      ratio: ratios(warm, p50),
    },
    calls,
  };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '15' },
      only: { type: 'string', default: '' },
      json: { type: 'string', default: join(root, '.bench.json') },
    },
  });
  if (positionals.includes('plan')) return (await import('./plan')).plan();
  const options = { coldRuns: Number(values.runs), events: 1_000, warmRuns: 2, seconds: 5 };
  const home = mkdtempSync(join(tmpdir(), 'alarm-responder-bench-'));
  const standIn = await startStandIn();
  try {
    const lambdas = await packageService();
    printSizes(lambdas);
    const results: Result[] = [];
    for (const one of CASES.filter(({ name }) => name.startsWith(values.only))) {
      const lambda = lambdas.find(({ name }) => name === one.lambda);
      if (!lambda) throw new Error(`expected the function ${one.lambda} in the package`);
      results.push(resultOf(one, await measureCase(one, lambda, standIn, home, options)));
      process.stderr.write(`${one.name} `);
    }
    process.stderr.write('\n');
    printTimes(results);
    const sizes = lambdas.map(({ env: _, bundle: __, ...rest }) => rest);
    writeFileSync(values.json, `${JSON.stringify({ node: process.version, sizes, results }, null, 2)}\n`);
    console.log(`\nAll figures: ${values.json}`);
  } finally {
    standIn.stop();
    rmSync(home, { recursive: true });
  }
}

run(main);
