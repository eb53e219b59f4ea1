/**
 * serverless-esbuild zips a copy of every function, and does not remove these copies: its removal is not recursive.
 * In its own folder they go with the rest when it has packaged, and what an interrupted deployment leaves there goes
 * with the next.
 */
const { join } = require('node:path');

/** Where serverless-esbuild has its copies, between `use` and `leave`. */
function temporaryFolder({ serviceDir }) {
  const { TMPDIR } = process.env;
  return {
    use: () => {
      process.env.TMPDIR = join(serviceDir, '.esbuild/tmp');
    },
    leave: () => {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    },
  };
}

module.exports = { temporaryFolder };
