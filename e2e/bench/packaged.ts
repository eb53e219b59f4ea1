/** The service packaged as it is deployed: what each function's bundle weighs, where it lies, and its environment. */
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { sls, succeed } from '../commands';
import { createWorkspace } from '../workspace';

/** Bytes; `packages` by npm package, our own code under `alarm-responder`. `inputs` are the bundled files. */
export type Packaged = {
  name: string;
  bundle: string;
  zipBytes: number;
  bundleBytes: number;
  packages: Record<string, number>;
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
const metafile = v.object({
  outputs: v.record(
    v.string(),
    v.object({ bytes: v.number(), inputs: v.record(v.string(), v.object({ bytesInOutput: v.number() })) }),
  ),
});

/** `…/node_modules/@aws-sdk/core/dist-es/index.js` → `@aws-sdk/core` */
const packageOf = (file: string): string =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'alarm-responder';

function packagesIn(file: string): { bytes: number; packages: Record<string, number> } {
  const [output] = Object.values(v.parse(metafile, JSON.parse(readFileSync(file, 'utf8'))).outputs);
  if (!output) throw new Error(`expected a bundle in ${file}`);
  const packages: Record<string, number> = {};
  for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
    const name = packageOf(input);
    packages[name] = (packages[name] ?? 0) + bytesInOutput;
  }
  const largestFirst = Object.entries(packages).sort(([, a], [, b]) => b - a);
  return { bytes: output.bytes, packages: Object.fromEntries(largestFirst) };
}

/** Packages stage `dev` in a copy of the project, which is there until the process ends. */
export async function packageService(): Promise<Packaged[]> {
  const { folder } = createWorkspace();
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
      const { bytes, packages } = packagesIn(join(folder, '.metafiles', `${entry}.json`));
      return {
        name,
        bundle: join(build, `${entry}.js`),
        zipBytes: statSync(join(folder, '.serverless', `${name}.zip`)).size,
        bundleBytes: bytes,
        packages,
        memoryMb: MemorySize,
        env: { ...Environment.Variables, AWS_LAMBDA_FUNCTION_NAME: FunctionName },
      };
    });
}
