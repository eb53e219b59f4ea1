/** The service packaged as it is deployed: what each function's bundle weighs, where it lies, and its environment. */
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { sls, succeed } from '../commands';
import type { Workspace } from '../workspace';

/**
 * Bytes; `startBytes` are those of what is loaded before any event, `atStart` the packages in it. `packages` by npm
 * package, our own code under `alarm-responder`; `contents` by file of the bundle.
 */
export type Packaged = {
  name: string;
  bundle: string;
  zipBytes: number;
  bundleBytes: number;
  startBytes: number;
  packages: Record<string, number>;
  contents: Map<string, string[]>;
  atStart: string[];
  memoryMb: number;
  env: Record<string, string>;
};

const template = v.object({
  Resources: v.record(v.string(), v.object({ Type: v.string(), Properties: v.optional(v.unknown()) })),
});
const lambda = v.object({
  FunctionName: v.string(),
  Handler: v.string(),
  MemorySize: v.number(),
  Environment: v.object({ Variables: v.record(v.string(), v.string()) }),
});
const output = v.object({
  bytes: v.number(),
  inputs: v.record(v.string(), v.object({ bytesInOutput: v.number() })),
  imports: v.array(v.object({ path: v.string(), kind: v.string(), external: v.optional(v.boolean()) })),
});
const metafile = v.object({ outputs: v.record(v.string(), output) });
type Outputs = v.InferOutput<typeof metafile>['outputs'];

/** `…/node_modules/@aws-sdk/core/dist-es/index.js` → `@aws-sdk/core` */
const packageOf = (file: string): string =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'alarm-responder';

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The file and all that it imports as soon as it is loaded. */
function loadedWith(file: string, outputs: Outputs, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind, external } of outputs[file]?.imports ?? []) {
    if (kind === 'import-statement' && !external) loadedWith(path, outputs, seen);
  }
  return seen;
}

function weigh(file: string) {
  const { outputs } = v.parse(metafile, JSON.parse(readFileSync(file, 'utf8')));
  const entry = Object.keys(outputs).find((path) => basename(path) === 'handler.js');
  if (!entry) throw new Error(`expected a bundle in ${file}`);
  const atStart = [...loadedWith(entry, outputs)].flatMap((path) => outputs[path] ?? []);
  const packages = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      packages.set(packageOf(input), (packages.get(packageOf(input)) ?? 0) + bytesInOutput);
    }
  }
  const contentsOf = ({ inputs }: v.InferOutput<typeof output>) => [
    ...new Set(
      Object.keys(inputs)
        .filter((input) => inputs[input]?.bytesInOutput)
        .map(packageOf),
    ),
  ];
  return {
    bundleBytes: sum(Object.values(outputs).map(({ bytes }) => bytes)),
    startBytes: sum(atStart.map(({ bytes }) => bytes)),
    atStart: atStart.flatMap(contentsOf),
    packages: Object.fromEntries([...packages].sort(([, a], [, b]) => b - a)),
    contents: new Map(Object.entries(outputs).map(([path, one]) => [basename(path), contentsOf(one)])),
  };
}

/** Packages stage `dev` in a copy of the project. */
export async function packageService({ folder }: Workspace): Promise<Packaged[]> {
  const file = join(folder, 'serverless.yml');
  const [bundle, keep] = ['\n    bundle: true\n', '    keepOutputDirectory: true\n'];
  writeFileSync(file, readFileSync(file, 'utf8').replace(bundle, bundle + keep));
  const plugin = JSON.stringify(join(__dirname, 'metafiles.cjs'));
  appendFileSync(join(folder, 'deploy/esbuild-plugins.cjs'), `module.exports.push(require(${plugin}));\n`);
  const env = { PATH: process.env.PATH ?? '', HOME: folder, NO_COLOR: '1' };
  await succeed('sls package', sls({ folder, env }, 'package', '--stage', 'dev'));
  const build = join(folder, '.esbuild/.build');
  const rendered = join(folder, '.serverless/cloudformation-template-update-stack.json');
  const { Resources } = v.parse(template, JSON.parse(readFileSync(rendered, 'utf8')));
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => {
      const { FunctionName, Handler, MemorySize, Environment } = v.parse(lambda, Properties);
      const entry = Handler.replace(/\.handler$/, '');
      const name = FunctionName.split('-').at(-1) ?? FunctionName;
      return {
        name,
        bundle: join(build, `${entry}.js`),
        zipBytes: statSync(join(folder, '.serverless', `${name}.zip`)).size,
        ...weigh(join(folder, '.metafiles', `${entry}.json`)),
        memoryMb: MemorySize,
        env: { ...Environment.Variables, AWS_LAMBDA_FUNCTION_NAME: FunctionName },
      };
    });
}
