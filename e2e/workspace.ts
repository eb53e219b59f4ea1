/** A copy of the project to deploy from: a deployment writes files, and tests change the configuration. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync } from 'node:fs';
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

/** Where commands that run in the workspace put what is temporary. */
export const temporaryOf = (folder: string): string => join(folder, '.tmp');

const pipeOf = (folder: string) => join(folder, '.held');

/**
 * The command line of a command that holds the workspace too: it may outlive us, and would write into a folder that
 * is gone.
 */
export const holding = (folder: string, command: string, args: readonly string[]): [string, string[]] => [
  'sh',
  ['-c', 'exec "$@" 3<> "$0"', pipeOf(folder), command, ...args],
];

/**
 * Starts a process that outlives us, to remove the folder when nobody holds it any more, that is, has its pipe open
 * for writing. However a process ends, even by SIGKILL, the system closes what it had open. @returns our own hold
 */
function removeWhenLetGo(folder: string): number {
  execFileSync('mkfifo', [pipeOf(folder)]);
  const script = 'cat "$0"; rm -rf "$1"';
  spawn('sh', ['-c', script, pipeOf(folder), folder], { detached: true, stdio: 'ignore' }).unref();
  return openSync(pipeOf(folder), 'w'); // waits until that process listens
}

/** The copy goes with the process that made it, at the latest. The user's own webhooks stay where they are. */
export function createWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'alarm-responder-workspace-'));
  const held = removeWhenLetGo(folder);
  for (const part of PARTS) {
    const isOurs = (path: string) => !/config[\\/]webhook\.[^\\/]+\.json$/.test(path);
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true, filter: isOurs });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  mkdirSync(temporaryOf(folder));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
    closeSync(held);
  };
  return { folder, remove };
}
