/** What esbuild does not do by itself. */
const { readFile, writeFile } = require('node:fs/promises');
const { basename, dirname, extname } = require('node:path');
const { transform } = require('esbuild');

/**
 * The AWS SDK's clients describe their shapes with keys such as `[_xN]`. A computed key could
 * do anything, so esbuild keeps all shapes: of EC2's thousands half a megabyte, 80 ms and 20 MB at every cold start.
 * The names behind the keys stand in the same file, so they are written out, and what is not used can go.
 */
const SCHEMAS = /dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;

/** `const _xN = "xmlName"; … [_xN]: x` → `"xmlName": x` */
function writeOutKeys(source) {
  const names = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(_\w+)\]:/g, (key, name) => (names.has(name) ? `${names.get(name)}:` : key));
}

const writtenOutSchemas = {
  name: 'written-out-schemas',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      contents: writeOutKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/**
 * Lambda gives a function its credentials by the environment, and so does `sls invoke local`. The SDK brings all that it has for other
 * places, clients of STS and SSO among it: a tenth of a package.
 */
const CREDENTIALS = "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';";

const credentialsOfLambda = {
  name: 'credentials-of-lambda',
  setup(build) {
    build.onLoad({ filter: /credential-provider-node[\\/]dist-es[\\/]index\.js$/ }, ({ path }) => ({
      contents: CREDENTIALS,
      resolveDir: dirname(path),
      loader: 'js',
    }));
  },
};

/**
 * What is loaded by `import()` gets a file of its own: Node parses 20 kB a millisecond, and a client that an event
 * does not need costs nothing. esbuild splits ES modules only, so what it has split is turned into CommonJS, which
 * osls can load too (`sls invoke local`). The files are called `handler.….js`, by which serverless-esbuild knows
 * whose they are.
 */
const splitFiles = {
  name: 'split-files',
  setup({ initialOptions, onEnd }) {
    const [entry] = initialOptions.entryPoints;
    const name = basename(entry, extname(entry));
    Object.assign(initialOptions, {
      format: 'esm',
      splitting: true,
      chunkNames: `${name}.[name]-[hash]`,
      metafile: true,
    });
    onEnd(async ({ metafile }) => {
      const files = Object.keys(metafile?.outputs ?? {});
      await Promise.all(files.map((file) => toCommonJs(file, initialOptions)));
    });
  },
};

/**
 * Every `import()` becomes a `require()`. Node's own would read each file as an ES module first; and as such `node:http`, which the
 * AWS SDK imports so, has all of its exports looked up, one of which loads undici: 45 ms and 20 MB at every cold start.
 */
async function toCommonJs(file, { minify, target }) {
  const { code } = await transform(await readFile(file, 'utf8'), {
    format: 'cjs',
    platform: 'node',
    supported: { 'dynamic-import': false },
    minify,
    target,
  });
  await writeFile(file, code);
}

module.exports = [writtenOutSchemas, credentialsOfLambda, splitFiles];
