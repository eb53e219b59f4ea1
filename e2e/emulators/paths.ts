/** Where the project lies, and its own Node. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's root folder. */
export const root = resolve(__dirname, '../..');

/** The folder of the project's executables; its `node` is Lambda's own Node 24, whichever Node runs us. */
export const executables = join(root, 'node_modules/.bin');

/** The path of Node 24. */
export function node24(): string {
  const path = join(executables, 'node');
  if (!existsSync(path))
    throw new Error(`${path} is missing: run \`npm ci\` with install scripts allowed for \`node\`.`);
  return path;
}
