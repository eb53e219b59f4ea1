/** Lets Node run TypeScript as it stands: `node --require ./deploy/typescript.cjs cli/doctor.ts`. */
process.env.TSX_DISABLE_CACHE = '1'; // It would stay in the temporary folder, and saves no time here.
require('tsx');
