/** Every subcommand for a moment: its effect is there, and is undone. Linux only, as the script. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

const SCRIPT = join(__dirname, 'load-test.sh');

/** Stand-ins for what would take this machine down. Each notes how it was called; systemctl keeps the state of one unit. */
const STAND_INS = {
  df: 'cat df.txt',
  ip: 'case "$*" in *"route show default") echo "default via 10.0.0.1 dev eth9 proto dhcp " ;; *"dev eth9") echo "default via 10.0.0.1 proto dhcp" ;; esac',
  systemctl:
    'case "$*" in "is-active --quiet nginx") [ "$(cat unit)" = active ] ;; "is-active"*) false ;; stop*) echo inactive > unit ;; start*) echo active > unit ;; esac',
  curl: '[ ! -f no-answer ] && printf 403',
};

let folder: string;
const file = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alarm-responder-'));
  for (const [name, script] of Object.entries(STAND_INS)) {
    const noted = `#!/bin/sh\ncd "$(dirname "$0")" || exit\necho "${name} $*" >> calls\n${script}\n`;
    writeFileSync(file(name), noted, { mode: 0o755 });
  }
  writeFileSync(file('df.txt'), '      Used     Avail\n  20000000  80000000\n');
  writeFileSync(file('meminfo'), 'MemTotal: 400000 kB\nMemAvailable: 300000 kB\n');
  writeFileSync(file('unit'), 'active\n');
  writeFileSync(file('calls'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const env = () => ({
  PATH: `${folder}:${process.env.PATH}`,
  LOAD_TEST_MEMINFO: file('meminfo'),
});
const calls = (of: string): string[] =>
  readFileSync(file('calls'), 'utf8')
    .split('\n')
    .filter((call) => call.startsWith(`${of} `));
const filled = (): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('alarm-responder-load-test'));

/** Runs it to its end. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('bash', [SCRIPT, ...args], { env: env(), encoding: 'utf8' });
  return { status, said: stdout, complained: stderr };
}

/** Starts it in a session of its own, as a login would. */
function start(...args: string[]) {
  const child = spawn('bash', [SCRIPT, ...args], { env: env(), detached: true });
  const said = text(child.stdout);
  child.stderr.resume();
  return { child, session: child.pid ?? 0, said, ended: once(child, 'exit') };
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 8_000; !condition(); await pause(50)) {
    if (Date.now() > end) throw new Error(`waited in vain for ${condition}`);
  }
}

/** The memory in megabytes of each process of a session. */
function memoryOf(session: number): number[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const [, , , of] = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
      return Number(of) === session ? [(Number(pages) * 4_096) / 1_048_576] : [];
    } catch {
      return []; // It is no process, or has ended.
    }
  });
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('load-test.sh', () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });
  const begin = (...args: string[]) => {
    const started = start(...args);
    running.push(started.child);
    return started;
  };

  it.each(['cpu', 'memory', 'disk', 'network', 'process', 'apache', 'all'])(
    'explains %s, and does nothing in a dry run',
    (command) => {
      expect(run(command, '--help')).toMatchObject({
        status: 0,
        said: expect.stringMatching(`^${command} \\[`),
      });
      expect(run('--dry-run', command)).toMatchObject({
        status: 0,
        said: expect.stringContaining('Would do: '),
      });
      expect(filled()).toEqual([]);
      expect(['curl', 'systemctl stop', 'ip link'].flatMap(calls)).toEqual([]);
    },
  );

  it.each([
    ['more than all of the CPU', ['cpu', '101'], 'from 1 to 100'],
    ['no CPU', ['cpu', '0'], 'from 1 to 100'],
    ['more than 15 minutes', ['cpu', '60', '901'], 'SECONDS must be a whole number from 1 to 900'],
    ['no number', ['cpu', '60', '$(reboot)'], 'SECONDS must be a whole number'],
    ['the last tenth of the memory', ['memory', '91'], 'from 1 to 90'],
    ['less memory than is in use', ['memory', '20'], 'more than 20 % of the memory is in use already'],
    ['the last tenth of the disk', ['disk', '91'], 'from 1 to 90'],
    ['less disk than is in use', ['disk', '20'], 'is in use already'],
    ['a folder that there is not', ['disk', '85', '5', '/nowhere'], 'there is no folder /nowhere'],
    ['a long time without network', ['network', '901'], 'from 1 to 900'],
    ['to stop what does not run', ['process', '5', 'shop'], 'shop is not active'],
    ['very many requests', ['apache', '10001'], 'from 1 to 10000'],
  ])('refuses %s', (_, args, why) => {
    expect(run(...args)).toMatchObject({ status: 1, complained: expect.stringContaining(why), said: '' });
  });

  it('shows how it is used when it does not know the command', () => {
    expect(run('reboot')).toMatchObject({ status: 2, complained: expect.stringContaining('load-test.sh') });
  });

  it('cpu: uses its share of all cores, by the time it has used', () => {
    const script = `bash ${SCRIPT} cpu 60 3; times`;
    const { stdout } = spawnSync('bash', ['-c', script], { env: env(), encoding: 'utf8' });
    const times = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
    const used = times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
    const percent = (100 * used) / (3 * cpus().length);
    // The other tests want the cores too; how exactly it holds is measured alone (docs/testing.md).
    expect(percent).toBeGreaterThan(10);
    expect(percent).toBeLessThan(75);
  });

  it('memory: grows, and gives it back', async () => {
    const { session, ended } = begin('memory', '40', '2');
    await until(() => Math.max(...memoryOf(session)) > 50);
    expect(await ended).toEqual([0, null]);
    await until(() => memoryOf(session).length === 0);
  });

  it('disk: a file is there, and gone', async () => {
    const { ended, said } = begin('disk', '50', '2', folder);
    await until(() => filled().length === 1);
    expect(await ended).toEqual([0, null]);
    expect(await said).toMatch(/write 28 MB .* up to 50 %, for 2 s\nUndone\.\n/);
    expect(filled()).toEqual([]);
  });

  it.each(['memory', 'disk'])('%s: stops when less than a tenth is left', async (what) => {
    const { ended } = begin(what, '40', '30', ...(what === 'disk' ? [folder] : []));
    await pause(500);
    writeFileSync(file('df.txt'), 'Used Avail\n95000000 5000000\n');
    writeFileSync(file('meminfo'), 'MemTotal: 400000 kB\nMemAvailable: 30000 kB\n');
    expect(await ended).toEqual([1, null]);
    expect(filled()).toEqual([]);
  });

  it('network: goes down and comes back with its route', () => {
    expect(run('network', '1').status).toBe(0);
    expect(calls('ip').filter((call) => !call.includes('show'))).toEqual([
      'ip link set dev eth9 down',
      'ip link set dev eth9 up',
      'ip route replace default via 10.0.0.1 proto dhcp dev eth9',
    ]);
  });

  it('process: stops the one that is active, and starts it again', () => {
    expect(run('process', '1')).toMatchObject({
      status: 0,
      said: expect.stringContaining('Nobody has started nginx.'),
    });
    expect(calls('systemctl').filter((call) => /stop|start/.test(call))).toEqual([
      'systemctl stop nginx',
      'systemctl start nginx',
    ]);
  });

  it('process: ends as soon as somebody else has started it', async () => {
    const { ended, said } = begin('process', '60');
    await until(() => calls('systemctl stop').length === 1);
    writeFileSync(file('unit'), 'active\n');
    expect(await ended).toEqual([0, null]);
    expect(await said).toMatch(/nginx is active again after \d+ s\./);
  });

  it('apache: requests of this machine only what it refuses, and counts the answers', () => {
    expect(run('apache', '4', '8080')).toMatchObject({
      status: 0,
      said: expect.stringContaining('4 answers 403'),
    });
    expect(calls('curl').map((call) => call.replace(/.*8080/, ''))).toEqual([
      '/.htaccess',
      '/.htpasswd',
      '/../../../etc/passwd',
      '/.htaccess',
    ]);
    appendFileSync(file('no-answer'), '');
    expect(run('apache')).toMatchObject({
      status: 1,
      complained: expect.stringContaining('nothing answers on 127.0.0.1:80'),
    });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'undoes all when it gets %s',
    async (signal) => {
      const disk = begin('disk', '50', '60', folder);
      const network = begin('network', '60');
      await until(() => filled().length === 1 && calls('ip link').length === 1);
      for (const { child } of [disk, network]) child.kill(signal);
      await until(() => filled().length === 0 && calls('ip link').includes('ip link set dev eth9 up'));
    },
  );

  it('all: goes through them, goes on after one that cannot be done, and undoes each', () => {
    writeFileSync(file('meminfo'), 'MemTotal: 400000 kB\nMemAvailable: 40000 kB\n');
    const { status, said, complained } = run('all', '1');
    expect(said.match(/^== .*/gm)).toEqual([
      '== apache',
      '== cpu 65 1',
      '== cpu 85 1',
      '== memory 85 1',
      '== disk 85 1',
      '== process 1',
      '== network 1',
    ]);
    expect([status, complained]).toEqual([1, expect.stringContaining('1 of 7 could not be done.')]);
    expect(readFileSync(file('unit'), 'utf8')).toBe('active\n');
    expect(readdirSync('/var/tmp').filter((name) => name.startsWith('alarm-responder-load-test'))).toEqual(
      [],
    );
  });

  it('all: stops the one that runs when it is stopped itself', async () => {
    writeFileSync(file('no-answer'), '');
    const { child, session, ended } = begin('all', '60');
    await until(() => memoryOf(session).length > 4); // the cores are being used
    child.kill('SIGTERM');
    expect(await ended).toEqual([143, null]);
    await until(() => memoryOf(session).length === 0);
  });
});
