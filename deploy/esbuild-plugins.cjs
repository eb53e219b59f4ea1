/**
 * What esbuild cannot see by itself. The AWS SDK's clients describe their shapes with keys such as `[_xN]`. A computed key could
 * do anything, so esbuild keeps all shapes: of EC2's thousands half a megabyte, 80 ms and 20 MB at every cold start. The names
 * behind the keys stand in the same file, so they are written out, and what is not used can go.
 */
const { readFile } = require('node:fs/promises');

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

module.exports = [writtenOutSchemas];
