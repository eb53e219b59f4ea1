/** The figures as tables that can be put into a Markdown file as they are. */
import { padColumns } from '../../cli/table';
import { durationMs, millionCosts, waitMs } from './cost';
import type { Result } from './measure-case';
import type { Packaged } from './packaged';
import type { Spread } from './statistics';

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1_000)} kB`;
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
const ratio = ({ median, low, high }: Spread): string =>
  `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

/** A Markdown table. */
function table(head: string[], rows: string[][]): string {
  const [title = [], ...cells] = padColumns([head, ...rows]);
  const rule = title.map((cell) => '-'.repeat(cell.length));
  return [title, rule, ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const LARGEST = 5;

export function printSizes(lambdas: Packaged[]): void {
  const rows = lambdas.map(({ name, zipBytes, bundleBytes, startBytes, packages }) => [
    name,
    kilobytes(zipBytes),
    kilobytes(bundleBytes),
    kilobytes(startBytes),
    Object.entries(packages)
      .slice(0, LARGEST)
      .map(([packageName, bytes]) => `${packageName} ${Math.round(bytes / 1_000)}`)
      .join(', '),
  ]);
  console.log(
    `\n${table(['Function', 'Zip', 'Bundle', 'of it at start', 'Largest packages in it, kB'], rows)}\n`,
  );
}

const times = (calls: Record<string, number>): string =>
  Object.entries(calls)
    .map(([name, count]) => (count > 1 ? `${count} ${name}` : name))
    .join(', ');

export function printTimes(results: Result[]): void {
  const cold = results.map(({ name, target, cold: { ms: own, floorMs, ratio: times, ...rest } }) => [
    name,
    ms(own.median),
    ms(floorMs.median),
    ratio(times),
    `${target}`,
    ms(rest.cpuMs.median),
    ratio(rest.cpuRatio),
    ms(rest.loadMs),
    `${ms(rest.memoryMb)} (${ms(rest.floorMemoryMb)})`,
  ]);
  const warm = results.map(({ name, warm: { events, p50, p99, cpuMs, floorP50, ratio: times_ }, calls }) => [
    name,
    `${events}`,
    `${ms(p50)} / ${ms(p99)}`,
    ms(floorP50),
    ratio(times_),
    ms(cpuMs),
    times(calls),
  ]);
  const coldHead = [
    'Cold',
    'ms',
    'floor',
    'ratio',
    'target',
    'CPU ms',
    'CPU ratio',
    'loading',
    'memory (floor), MB',
  ];
  console.log(`${table(coldHead, cold)}\n`);
  const warmHead = ['Warm', 'events', 'p50 / p99, ms', 'floor', 'ratio', 'CPU ms', 'calls of one event'];
  console.log(table(warmHead, warm));
}

const SIZES = [128, 256, 512, 1_024, 1_769];

/** How long the first event waits and what a million warm ones cost, by memory size. */
export function printMemory(results: Result[]): void {
  const rows = results.map(({ name, cold, warm, calls }) => [
    name,
    ...SIZES.map((size) => {
      const first = durationMs(cold.cpuMs.median - cold.floorCpuMs, waitMs(calls), size) / 1_000;
      const others = durationMs(warm.cpuMs, waitMs(calls), size);
      return `${first.toFixed(1)} s, ${millionCosts(others, size).toFixed(2)}`;
    }),
  ]);
  console.log(`\n${table(['First event; a million in USD', ...SIZES.map((size) => `${size} MB`)], rows)}`);
}
