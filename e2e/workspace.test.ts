import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { node24, root } from './emulators/paths';
import { waitFor } from './wait-for';
import { createWorkspace, holding } from './workspace';

const gone = (folder: string) =>
  waitFor(`The end of ${folder}`, async () => !existsSync(folder) || undefined);

/** A process that makes a workspace and stays. */
async function owner() {
  const script = `
    console.log(require('./e2e/workspace.ts').createWorkspace().folder);
    setInterval(() => {}, 1000);`;
  const child = spawn(node24(), ['--require', './deploy/typescript.cjs', '--eval', script], { cwd: root });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { child, folder: String(line).trim() };
}

describe('createWorkspace', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'leaves nothing when %s ends the process in the middle of its work',
    async (signal) => {
      const { child, folder } = await owner();
      expect(existsSync(join(folder, 'serverless.yml'))).toBe(true);
      child.kill(signal);
      await gone(folder);
    },
  );

  it('leaves nothing when a command outlives the process that started it', async () => {
    const { child, folder } = await owner();
    const command = spawn(
      ...holding(folder, node24(), ['--eval', 'console.log("runs"); process.stdin.resume()']),
    );
    await once(command.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    await sleep(100);
    expect(existsSync(folder)).toBe(true);
    command.stdin.end();
    await gone(folder);
  });

  it('is gone at once when it is removed', () => {
    const { folder, remove } = createWorkspace();
    remove();
    expect(existsSync(folder)).toBe(false);
  });
});
