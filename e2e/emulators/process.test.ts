import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port';
import { node24 } from './paths';
import { type Program, start, startOnFreePort, supervised } from './process';
import { processes } from './supervise';

const program = (script: string, change: Partial<Program> = {}): Program => ({
  name: 'sample',
  command: node24(),
  args: ['--eval', script],
  env: {},
  ready: /^ready/m, // and not the script itself, which Node prints with its errors
  ...change,
});

/** Starts two processes, one with a session of its own, prints their ids, and stays. */
const parentOfTwo = `
  const { spawn } = require('node:child_process');
  const wait = ['--eval', 'setInterval(() => {}, 1000)'];
  const ids = [false, true].map((detached) => spawn(process.execPath, wait, { detached, stdio: 'ignore' }).pid);
  console.log('ready', process.pid, ...ids);
  setInterval(() => {}, 1000)`;

const idsIn = (output: string) => /ready (.*)/.exec(output)?.[1]?.split(' ').map(Number) ?? [];
const living = (ids: readonly number[]) => processes().filter(({ pid }) => ids.includes(pid));

/** Waits until none of these lives, at most ten seconds, and says who does. */
async function survivors(ids: readonly number[], tries = 100): Promise<unknown[]> {
  const left = living(ids);
  if (left.length === 0 || tries === 0) return left;
  await sleep(100);
  return survivors(ids, tries - 1);
}

describe('start', () => {
  it('waits for the line, keeps the output, and stops the whole tree', async () => {
    const running = await start(program(parentOfTwo));
    const ids = idsIn(running.output());
    expect(living(ids)).toHaveLength(3);
    await running.stop();
    expect(living(ids)).toEqual([]);
    await running.stop();
  });

  it('ends what does not listen to a polite request', async () => {
    const running = await start(program(`process.on('SIGTERM', () => {}); ${parentOfTwo}`));
    const ids = idsIn(running.output());
    await running.stop();
    expect(living(ids)).toEqual([]);
  }, 10_000);

  it('leaves no folder, and has it where the user wants what is temporary', async () => {
    const running = await start(program(`console.log('ready', process.cwd()); setInterval(() => {}, 1000)`));
    const [, folder = ''] = /ready (.*)/.exec(running.output()) ?? [];
    expect(dirname(folder)).toBe(realpathSync(tmpdir()));
    await running.stop();
    expect(existsSync(folder)).toBe(false);
  });

  it('shows the end of the output when the program ends early', async () => {
    const dying = start(program('console.error("no such option"); process.exit(3)'));
    await expect(dying).rejects.toThrow(/^sample ended before it was ready; .*\nno such option\n$/);
  });

  it('stops the program and shows its output when it is late', async () => {
    const late = start(program('console.log(process.pid); setInterval(() => {}, 1000)', { withinMs: 500 }));
    const message = await late.then(String, String);
    expect(message).toMatch(/sample was not ready within 0\.5 s; the end of its output:\n\d+\n$/);
    expect(living([Number(/\n(\d+)\n$/.exec(message)?.[1])])).toEqual([]);
  });

  it('says which program cannot be run', async () => {
    const missing = start(program('', { command: '/no/such/program' }));
    await expect(missing).rejects.toThrow(
      'sample ended before it was ready; the end of its output:\nspawn /no/such/program ENOENT',
    );
  });
});

describe('supervised', () => {
  it.each(['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves nothing when %s ends the parent',
    async (signal) => {
      const [file, args] = supervised(node24(), ['--eval', parentOfTwo]);
      const script = `require('node:child_process').spawn(${JSON.stringify(file)}, ${JSON.stringify(args)},
      { detached: true, stdio: ['pipe', 'inherit', 'inherit'] }); setInterval(() => {}, 1000)`;
      const parent = spawn(node24(), ['--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = await once(parent.stdout.setEncoding('utf8'), 'data');
      const ids = idsIn(String(line));
      expect(living(ids)).toHaveLength(3);
      parent.kill(signal);
      expect(await survivors(ids)).toEqual([]);
    },
    20_000,
  );
});

describe('startOnFreePort', () => {
  const listening = (port: number) =>
    program(`require('node:http').createServer().listen(${port}, '127.0.0.1', () => console.log('ready'))`);

  it('takes another port when somebody else has the first', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const free = await freePort();
    const ports = [taken, free];
    const running = await startOnFreePort(listening, async () => ports.shift() ?? 0);
    expect(running.url).toBe(`http://127.0.0.1:${free}`);
    await running.stop();
    other.close();
  });

  it('does not try again after another failure', async () => {
    const ports: number[] = [];
    const failing = startOnFreePort((port) => {
      ports.push(port);
      return program('process.exit(1)');
    });
    await expect(failing).rejects.toThrow('ended before it was ready');
    expect(ports).toHaveLength(1);
  });
});
