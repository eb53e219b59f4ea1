/**
 * Which operations of AWS a program can ask for: those whose commands esbuild keeps in its bundle, as a deployment's. A verb
 * that is loaded when needed is named here as if it were imported by name, or esbuild would keep all of its module's.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from '../e2e/emulators/paths';

/** `const ssm = () => import('…');` */
const MODULE = /^const (\w+) = (?:async )?\(\) => import\('([^']+)'\);$/gm;
/** `(await ssm()).findAgent`, `(await import('…')).findAgent` */
const VERB = /\(await (?:import\('([^']+)'\)|(\w+)\(\))\)\.(\w+)/g;
/** `const { startLogging } = await cloudtrail();` */
const VERBS = /const \{ ([\w, ]+) \} = await (\w+)\(\);/g;

/** @throws an error when something is loaded in yet another way, which would hide what is asked for */
export function namedImports(source: string, path: string): string {
  const modules = new Map([...source.matchAll(MODULE)].map(([, name = '', module = '']) => [name, module]));
  const imports: string[] = [];
  const named = (module: string, verb: string) => {
    const name = `${verb}_${imports.length}`;
    imports.push(`import { ${verb} as ${name} } from '${module}';`);
    return name;
  };
  const rest = source
    .replace(/^ \* .*$/gm, '')
    .replace(MODULE, '')
    .replace(VERB, (whole, module: string | undefined, name: string, verb: string) => {
      const from = module ?? modules.get(name);
      return from ? named(from, verb) : whole;
    })
    .replace(VERBS, (whole, verbs: string, name: string) => {
      const from = modules.get(name);
      if (!from) return whole;
      return verbs
        .split(', ')
        .map((verb) => `const ${verb} = ${named(from, verb)};`)
        .join(' ');
    });
  if (/\bimport\(/.test(rest))
    throw new Error(`${path} loads a module in a way that operations.ts does not know`);
  return `${imports.join('\n')}\n${rest}`;
}

const byName: Plugin = {
  name: 'named-imports',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: namedImports(withNamedCalls(await readFile(path, 'utf8'), path), path),
      loader: 'ts',
    }));
  },
};

/** The SDK keeps it beside every call to a table, for endpoint discovery, which nobody switches on. */
const NEVER_CALLED = new Set(['dynamodb:DescribeEndpoints']);

/** The light call names its operation: `call('kms', 'Decrypt', …)`. */
const CALL = /\bcall\d*\(\s*"(\w+)",\s*"(\w+)"/g;

/** @throws an error when an operation has no name there, which would hide what is asked for */
function withNamedCalls(source: string, path: string): string {
  const made = source.match(/\bcall\(/g) ?? [];
  const named = source.match(/\bcall\(\s*'\w+',\s*'\w+'/g) ?? [];
  if (/ call\b.* from '\.\/call'/.test(source) && made.length !== named.length)
    throw new Error(`${path} makes a light call in a way that operations.ts does not know`);
  return source;
}

const COMMAND = /@aws-sdk\/client-([^/]+)\/dist-es\/commands\/(\w+)Command\.js$/;

async function bundledOperations(entry: string): Promise<string[]> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    outdir: join(root, '.esbuild'), // nothing is written there
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['esbuild', 'tsx', 'serverless', '@biomejs/biome'],
    logLevel: 'error',
    plugins: [byName],
  });
  const kept = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([path, { bytesInOutput }]) => {
      const [, client, operation] = (bytesInOutput > 0 && COMMAND.exec(path)) || [];
      return client && operation ? [`${client}:${operation}`] : [];
    });
  const calls = outputFiles.flatMap(({ text }) =>
    [...text.matchAll(CALL)].map(([, service, operation]) => `${service}:${operation}`),
  );
  return [...new Set([...kept, ...calls])].filter((operation) => !NEVER_CALLED.has(operation)).sort();
}

const known = new Map<string, Promise<string[]>>();

/** @param entry a path from the project's root @returns such as `cloudwatch-logs:FilterLogEvents`, sorted */
export function operationsOf(entry: string): Promise<string[]> {
  const operations = known.get(entry) ?? bundledOperations(entry);
  known.set(entry, operations);
  return operations;
}

/** Packages whose service goes by another name in policies. */
const PREFIXES: Record<string, string> = { 'cloudwatch-logs': 'logs', eventbridge: 'events' };
/** Operations whose right has another name than they. */
const RIGHTS: Record<string, string> = { 'lambda:Invoke': 'lambda:InvokeFunction' };

/** `cloudwatch-logs:FilterLogEvents` → `logs:FilterLogEvents` */
export function actionFor(operation: string): string {
  const [client = '', name] = operation.split(':');
  return RIGHTS[operation] ?? `${PREFIXES[client] ?? client}:${name}`;
}
