/** An esbuild plugin that writes what each bundle is made of beside the build, where it gets into no zip. */
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

module.exports = {
  name: 'metafiles',
  setup(build) {
    const [entry] = build.initialOptions.entryPoints;
    build.initialOptions.metafile = true;
    build.onEnd(({ metafile }) => {
      const file = join('.metafiles', entry.replace(/\.ts$/, '.json'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(metafile));
    });
  },
};
