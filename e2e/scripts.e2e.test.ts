/** What runs on instances, read by shellcheck. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './emulators/paths';
import { preparePython } from './emulators/python';

describe('shellcheck', () => {
  it.each(globSync('{agent/*.sh,.ci/run}', { cwd: root }))('finds nothing in %s', async (script) => {
    const shellcheck = join(await preparePython(), 'shellcheck');
    const { status, stdout } = spawnSync(shellcheck, [script], { cwd: root, encoding: 'utf8' });
    expect([stdout, status]).toEqual(['', 0]);
  });
});
