/** Renders all templates, and records what the code asks of AWS in its unit tests; once for all tests of this folder. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { node24, root } from '../e2e/emulators/paths';
import { preparePython } from '../e2e/emulators/python';
import { createWorkspace, temporaryOf, type Workspace } from '../e2e/workspace';
import { CONFIGURATIONS } from './configurations';
import { shareFacts } from './facts';
import { forwardingTemplate } from './forwarding';

const execute = promisify(execFile);
const maxBuffer = 256 * 1024 * 1024;

let workspace: Workspace | undefined;
export const removeWorkspace = (): void => workspace?.remove();

/** Also tells of a problem with the configurations: by its name. */
async function renderTemplates(folder: string) {
  const child = execute(node24(), [join(__dirname, 'render.cjs'), folder], { maxBuffer });
  child.child.stdin?.end(JSON.stringify(CONFIGURATIONS));
  return JSON.parse((await child).stdout);
}

async function recordCalls(folder: string) {
  const file = join(folder, 'recorded-calls');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const args = [jest, '--ci', '--config', join(__dirname, 'record.config.ts')];
  const env = { ...process.env, RECORDED_CALLS: file, TMPDIR: temporaryOf(folder) };
  await execute(node24(), args, { cwd: root, env, maxBuffer });
  if (!existsSync(file)) throw new Error('The unit tests of shared/aws and cli/aws asked nothing of AWS.');
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

export default async function setUp(): Promise<void> {
  workspace = createWorkspace();
  const { folder } = workspace;
  try {
    const [programs, templates, calls] = await Promise.all([
      preparePython(),
      renderTemplates(folder),
      recordCalls(folder),
    ]);
    const all = { ...templates, 'sign-ins of root forwarded': forwardingTemplate() };
    shareFacts(folder, { programs, templates: all, calls });
  } catch (error) {
    removeWorkspace();
    throw error;
  }
}
