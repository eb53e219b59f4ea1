/**
 * What esbuild cannot see by itself. The EC2 client describes each of its thousands of shapes with keys such as `[_xN]`.
 * A computed key could do anything, so esbuild keeps them all: half a megabyte, 80 ms and 20 MB at every cold start. The
 * names behind the keys stand in the same file, so they are written out, and what is not used can go.
 */
const { readFile } = require('node:fs/promises');

const SCHEMAS = /client-ec2[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;

/** `const _xN = "xmlName"; … [_xN]: x` → `"xmlName": x` */
function writeOutKeys(source) {
  const names = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(_\w+)\]:/g, (key, name) => (names.has(name) ? `${names.get(name)}:` : key));
}

const ec2Schemas = {
  name: 'ec2-schemas',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      contents: writeOutKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

module.exports = [ec2Schemas];
