import childProcess from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ConfigError } from '../../shared/errors';
import { alarmMessage } from '../../test/alarm-events';
import { eventNames } from '../../test/fixture';
import { createDrawer, type Drawer } from './drawer';
import { servePages, tryPort } from './server';

jest.setTimeout(60_000); // a process that loads all functions, on a machine that is busy

const folder = mkdtempSync(join(tmpdir(), 'preview-'));
const own = join(folder, 'mine.json');
const write = (event: unknown): void => writeFileSync(own, JSON.stringify(event));

let drawer: Drawer;
let page: Awaited<ReturnType<typeof servePages>>;
beforeAll(async () => {
  write(alarmMessage({ name: 'mine' }));
  drawer = createDrawer({ own });
  page = await servePages(drawer, 0);
});
afterAll(() => {
  page.stop();
  drawer.stop();
  rmSync(folder, { recursive: true });
});

type Answer = { status: number | undefined; policy: string; body: string };

const get = (path: string, host?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(page.url + path.slice(1), { ...(host && { headers: { host } }) }, async (response) => {
      const chunks = await response.toArray();
      const policy = String(response.headers['content-security-policy']);
      resolve({ status: response.statusCode, policy, body: Buffer.concat(chunks).toString() });
    })
      .on('error', reject)
      .end();
  });

const textOf = (html: string): string => html.replace(/<[^>]*>/g, '');

describe('servePages', () => {
  it('says what to do where somebody else has the port', async () => {
    const { port } = new URL(page.url);
    await expect(servePages(drawer, Number(port))).rejects.toThrow(
      `Port ${port} cannot be had: listen EADDRINUSE: address already in use 127.0.0.1:${port}. Another one: --port`,
    );
  });

  it('leaves a port that was only tried', async () => {
    const { url, stop } = await servePages(drawer, 0);
    const port = Number(new URL(url).port);
    await expect(tryPort(port)).rejects.toThrow(ConfigError);
    stop();
    await tryPort(port);
    (await servePages(drawer, port)).stop();
  });
});

describe('the page', () => {
  it.each([
    ['en', 'web-1: CPU at 91.7 % (limit 50 %), 3rd time in 24 h', 'Killed process', '12:11:24', 'Alarm'],
    ['ko', 'web-1: CPU 91.7 % (기준 50 %), 24시간 내 3번째', 'Killed process', '12:11:24', '경보'],
  ])('draws an alarm with its logs in %s', async (language, ...expected) => {
    const { status, body } = await get(`/?event=cpu-high&language=${language}&theme=dark`);
    expect(status).toBe(200);
    for (const words of expected) expect(textOf(body)).toContain(words);
    expect(body).toMatch(/<span class="[^"]*font-semibold">web-1<\/span>/);
    expect(body).toContain('data-theme="dark"');
  });

  it('lists every event, and shows each without a problem', async () => {
    const { body } = await get('/');
    for (const name of [...eventNames(), 'digest']) {
      expect(body).toContain(`<small>${name}</small>`);
      const shown = await get(`/?event=${name}`);
      expect(shown.body).toContain(`<h1>${name}</h1>`);
      expect(shown.body).not.toContain('role="alert"');
    }
  });

  it('says that there is no such event', async () => {
    expect((await get('/?event=%3Cscript%3E')).body).toContain('There is no event “&lt;script&gt;”.');
  });

  it('shows your event first, as it is by now', async () => {
    expect(textOf((await get('/')).body)).toContain('mine: ');
    write(alarmMessage({ name: 'another one' }));
    expect(textOf((await get('/')).body)).toContain('another one: ');
    writeFileSync(own, '{');
    expect((await get('/')).body).toMatch(/role="alert">\S*mine.json is not JSON: /);
  });

  it('turns hostile text into nothing but text, and lets nothing run or load', async () => {
    const hostile =
      '<script>x()</script><img src=//x onerror=x()> [a](javascript:x()) # # ![b](//x/y.png) <!channel>';
    write({ ...alarmMessage({ name: hostile }), AlarmDescription: `${hostile}\n# heading\n* list` });
    const { body, policy } = await get('/');
    expect(body).not.toMatch(/<script>|<img|href="javascript|class="slack_broadcast/);
    expect(textOf(body)).toContain('# heading');
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  });
});

describe('the server', () => {
  it.each(['/page.js', '/page.css', '/slack.css'])('has %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 200 });
  });
  it('has nothing else', async () => {
    expect(await get('/../package.json')).toMatchObject({ status: 404 });
  });
  it('answers nobody who calls this machine by another name', async () => {
    expect(await get('/', 'evil.example.com')).toMatchObject({ status: 403 });
  });
  it('says what is wrong with the configuration', async () => {
    writeFileSync(join(folder, 'broken.yml'), 'projekt: shop');
    const broken = createDrawer({ stage: relative(join(__dirname, '../../config'), join(folder, 'broken')) });
    await expect(broken.draw('')).rejects.toThrow(
      /^config\/\S*broken.yml over config\/default.yml: projekt is no key of [^\n]*$/,
    );
    broken.stop();
  });
  it('says where the code is wrong, without the line of the compiler that found it', async () => {
    const options = process.env.NODE_OPTIONS;
    writeFileSync(
      join(folder, 'wrong.cjs'),
      `const ${'x'.repeat(9_000)} = 1; throw new TypeError('of the code');`,
    );
    process.env.NODE_OPTIONS = `--require ${join(folder, 'wrong.cjs')}`;
    const wrong = createDrawer({});
    process.env.NODE_OPTIONS = options ?? '';
    await expect(wrong.draw('')).rejects.toThrow(/^TypeError: of the code\n/);
  });
  it('draws again when the process that draws was killed', async () => {
    const forked = jest.spyOn(childProcess, 'fork');
    const killed = createDrawer({});
    await killed.draw('');
    const [child] = forked.mock.results.map(({ value }) => value);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await killed.draw('')).toContain('<h1>cpu-high</h1>');
    killed.stop();
  });
});
