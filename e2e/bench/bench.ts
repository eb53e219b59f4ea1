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
import { measure } from './measure';
import { measureCase, type Result } from './measure-case';
import { type Packaged, packageService } from './packaged';
import { profile } from './profile';
import { type StandIn, startStandIn } from './stand-in';
import { printMemory, printSizes, printTimes } from './tables';

type Bench = { lambdas: Packaged[]; standIn: StandIn; home: string; runs: number };

function lambdaOf({ lambda }: Case, lambdas: Packaged[]): Packaged {
  const found = lambdas.find(({ name }) => name === lambda);
  if (!found) throw new Error(`expected the function ${lambda} in the package`);
  return found;
}

/** The notifier's place in the package, with its calls alone in it. */
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
    results.push(await measureCase(one, { ...bench, lambda: lambdaOf(one, all) }, options));
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
  if (positionals.includes('history')) return (await import('./history')).history();
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
