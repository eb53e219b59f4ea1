/** `npm run bench`: what a cold and a warm start of every function takes, beside the least that the machine can do. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../../cli/run';
import { root } from '../emulators/paths';
import { createWorkspace } from '../workspace';
import { CASES, type Case, LEAST } from './cases';
import { environmentOf } from './environment';
import { bundleLeast } from './least-bundle';
import { measure, type Run } from './measure';
import { type Packaged, packageService } from './packaged';
import { profile } from './profile';
import { type StandIn, startStandIn } from './stand-in';
import { median, quantile, ratios, type Spread, spreadOf } from './statistics';
import { printMemory, printSizes, printTimes } from './tables';

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
    floorCpuMs: number;
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
      floorCpuMs: median(of('floor', ({ cpuMs }) => cpuMs)),
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

type Bench = { lambdas: Packaged[]; standIn: StandIn; home: string; runs: number };

function lambdaOf({ lambda }: Case, lambdas: Packaged[]): Packaged {
  const found = lambdas.find(({ name }) => name === lambda);
  if (!found) throw new Error(`expected the function ${lambda} in the package`);
  return found;
}

/** The notifier's place in the package, with the SDK alone in it. */
async function leastOf({ lambdas, home }: Bench): Promise<Packaged[]> {
  const bundle = await bundleLeast(join(home, 'least'));
  return lambdas
    .filter(({ name }) => name === 'slackNotifier')
    .map((one) => ({ ...one, name: 'least', bundle }));
}

async function times(cases: Case[], bench: Bench, json: string): Promise<void> {
  const options = { coldRuns: bench.runs, events: 1_000, warmRuns: 2, seconds: 5 };
  printSizes(bench.lambdas);
  const all = [...bench.lambdas, ...(await leastOf(bench))];
  const results: Result[] = [];
  for (const one of cases) {
    const measured = await measureCase(one, lambdaOf(one, all), bench.standIn, bench.home, options);
    results.push(resultOf(one, measured));
    process.stderr.write(`${one.name}; `);
  }
  process.stderr.write('\n');
  printTimes(results);
  printMemory(results);
  const sizes = bench.lambdas.map(({ env: _, bundle: __, contents: ___, atStart: ____, ...rest }) => rest);
  writeFileSync(json, `${JSON.stringify({ node: process.version, sizes, results }, null, 2)}\n`);
  console.log(`\nAll figures: ${json}`);
}

async function profiles(cases: Case[], { lambdas, standIn, home, runs }: Bench): Promise<void> {
  for (const one of cases.filter(({ lambda }) => lambda !== 'least')) {
    const lambda = lambdaOf(one, lambdas);
    const env = { ...environmentOf(one, lambda, standIn.url, home), BENCH_TIMES: '1' };
    const start = (flags: string[]) => measure('subject.cjs', env, standIn, flags);
    const parts = await profile(runs, lambda.contents, start);
    console.log(`${one.name}: ${parts.map(([name, ms]) => `${name} ${ms.toFixed(1)}`).join(', ')}`);
  }
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
  const cases = [LEAST, ...CASES].filter(({ name }) => name.startsWith(values.only));
  const standIn = await startStandIn();
  const workspace = createWorkspace();
  try {
    const bench = {
      lambdas: await packageService(workspace),
      standIn,
      home: workspace.folder,
      runs: Number(values.runs),
    };
    if (positionals.includes('profile')) await profiles(cases, bench);
    else await times(cases, bench, values.json);
  } finally {
    standIn.stop();
    workspace.remove();
  }
}

run(main);
