/** Measures a case: runs it beside the floor, cold and warm, and says what it took. */
import type { Case } from './cases';
import { environmentOf } from './environment';
import { measure, type Run } from './measure';
import type { Packaged } from './packaged';
import type { StandIn } from './stand-in';
import { median, quantile, ratios, type Spread, spreadOf } from './statistics';

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

/** `home` is an empty folder, or the SDK would read somebody's settings there. */
type Bench = { lambda: Packaged; standIn: StandIn; home: string };

/** Processes per kind of start, and how many events a warm one gets within how many seconds. */
type Options = { coldRuns: number; events: number; warmRuns: number; seconds: number };

async function runCase(one: Case, { lambda, standIn, home }: Bench, options: Options) {
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

function resultOf(one: Case, { cold, warm, calls }: Awaited<ReturnType<typeof runCase>>): Result {
  const of = (who: keyof Pair, what: (run: Run) => number) => cold.map((pair) => what(pair[who]));
  const warmMs = warm.flatMap(({ subject }) => subject.ms);
  const floorMs = warm.flatMap(({ floor }) => floor.ms);
  return {
    name: one.name,
    event: one.event,
    target: one.target,
    cold: {
      runs: cold.length,
      ms: spreadOf(of('subject', ({ notifiedMs }) => notifiedMs)),
      floorMs: spreadOf(of('floor', ({ notifiedMs }) => notifiedMs)),
      ratio: ratios(cold, ({ notifiedMs }) => notifiedMs),
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

/** What the case takes, cold and warm. */
export const measureCase = async (one: Case, bench: Bench, options: Options): Promise<Result> =>
  resultOf(one, await runCase(one, bench, options));
