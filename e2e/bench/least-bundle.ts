/** Bundles least.ts as serverless.yml has the functions bundled. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../emulators/paths';

/** @returns the bundle's path */
export async function bundleLeast(outdir: string): Promise<string> {
  await build({
    entryPoints: [join(__dirname, 'least.ts')],
    outdir,
    bundle: true,
    minify: true,
    mainFields: ['module', 'main'],
    platform: 'node',
    target: 'node24',
    plugins: require(join(root, 'deploy/esbuild-plugins.cjs')),
  });
  return join(outdir, 'least.js');
}
