/** `npm run bench -- history`: the replay of two weeks of 5,000 alarms with 100,000 changes, in a process that has nothing else. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { node24, root } from '../emulators/paths';

export function history(): void {
  const typescript = join(root, 'deploy/typescript.cjs');
  const script = join(__dirname, 'history-run.ts');
  const { status } = spawnSync(node24(), ['--optimize-for-size', '--require', typescript, script], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
