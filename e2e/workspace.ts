/** A copy of the project to deploy from: a deployment writes files, and tests change the configuration. */
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..');
const PARTS = [
  'agent',
  'cli',
  'config',
  'deploy',
  'events',
  'functions',
  'package.json',
  'resources',
  'serverless.yml',
  'shared',
  'tsconfig.json',
];

/** `folder` is the copy's root; `remove` takes it away, with all that was written there. */
export type Workspace = { folder: string; remove: () => void };

/** The user's own webhooks stay where they are. */
export function createWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'alarm-responder-workspace-'));
  for (const part of PARTS) {
    const isOurs = (path: string) => !/config[\\/]webhook\.[^\\/]+\.json$/.test(path);
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true, filter: isOurs });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return { folder, remove };
}
