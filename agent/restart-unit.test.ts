import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, 'restart-unit.sh');

/**
 * A systemctl that keeps the unit's state in a file. `restart` makes it what the test says: `active`, `failed`,
 * `slow` (active at the third poll), `crashing` (another process at each poll) or `activating` for ever.
 */
const SYSTEMCTL = `#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> calls
state=$(cat state)
polls=$(wc -l < calls)
case "$1 $2" in
  "show --property=LoadState") [ "$state" = unknown ] && echo LoadState=not-found || echo LoadState=loaded ;;
  "show --property=ActiveState")
    case $state in active | crashing) echo ActiveState=active ;; slow) echo ActiveState=activating ;; *) echo "ActiveState=$state" ;; esac ;;
  "show --property=MainPID") [ "$state" = crashing ] && echo "MainPID=$polls" || echo MainPID=4711 ;;
  "is-active --quiet")
    if [ "$state" = slow ] && [ "$(grep -c is-active calls)" -gt 3 ]; then echo active > state; fi
    [ "$state" = active ] || [ "$state" = crashing ] ;;
  "restart --no-block") cat after-restart > state ;;
esac
`;
const JOURNALCTL = `#!/bin/sh
echo "2026-03-01T12:00:00+0900 web-1 httpd[1]: AH00526: Syntax error ($*)"
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alarm-responder-'));
  for (const [name, script] of Object.entries({ systemctl: SYSTEMCTL, journalctl: JOURNALCTL })) {
    writeFileSync(join(folder, name), script);
    chmodSync(join(folder, name), 0o755);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the script on a unit that is `before`, and becomes `after` when restarted. */
function run(before: string, after = 'active', seconds = '2') {
  writeFileSync(join(folder, 'state'), before);
  writeFileSync(join(folder, 'after-restart'), after);
  writeFileSync(join(folder, 'calls'), '');
  const env = {
    PATH: `${folder}:/usr/bin:/bin`,
    RESTART_WAIT_SECONDS: seconds,
    RESTART_PAUSE_SECONDS: '0.1',
  };
  const { status, stdout } = spawnSync('sh', [SCRIPT, 'httpd'], { env, encoding: 'utf8' });
  const [first = '', ...rest] = stdout.trimEnd().split('\n');
  const calls = readFileSync(join(folder, 'calls'), 'utf8');
  return { status, first, rest, restarts: calls.split('\n').filter((call) => call.startsWith('restart')) };
}

describe('restart-unit.sh', () => {
  it('leaves a unit alone that is active', () => {
    expect(run('active')).toEqual({
      status: 0,
      first: 'outcome=already-active state=active pid=4711 seconds=0',
      rest: [],
      restarts: [],
    });
  });

  it.each(['inactive', 'failed', 'deactivating'])(
    'restarts a unit that is %s, once, and proves that it lives',
    (state) => {
      expect(run(state)).toEqual({
        status: 0,
        first: expect.stringMatching(/^outcome=restarted state=active pid=4711 seconds=[01]$/),
        rest: [],
        restarts: ['restart --no-block httpd'],
      });
    },
  );

  it('waits for a unit that is slow', () => {
    expect(run('inactive', 'slow')).toMatchObject({
      status: 0,
      first: expect.stringMatching(/^outcome=restarted state=active pid=4711 seconds=[01]$/),
    });
  });

  it('gives up on a unit that fails, with its journal', () => {
    expect(run('inactive', 'failed')).toMatchObject({
      status: 1,
      first: expect.stringMatching(/^outcome=failed state=failed pid=4711 seconds=[01]$/),
      rest: [
        expect.stringContaining(
          'AH00526: Syntax error (--unit httpd --lines 20 --no-pager --output short-iso)',
        ),
      ],
    });
  });

  it('does not take a unit for alive whose process changes all the time', () => {
    expect(run('inactive', 'crashing', '1')).toMatchObject({
      status: 1,
      first: expect.stringMatching(/^outcome=failed/),
    });
  });

  it('gives up on a unit that never becomes active', () => {
    expect(run('inactive', 'activating', '1')).toMatchObject({
      status: 1,
      first: expect.stringMatching(/^outcome=failed state=activating pid=4711 seconds=[12]$/),
    });
  });

  it('says when there is no such unit, and restarts nothing', () => {
    expect(run('unknown')).toEqual({
      status: 2,
      first: 'outcome=unknown-unit state=unknown pid=4711 seconds=0',
      rest: ['systemd knows no unit httpd on this instance (LoadState: not-found).'],
      restarts: [],
    });
  });
});
