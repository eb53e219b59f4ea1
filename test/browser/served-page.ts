/** Pages, each served by a process of its own, as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** `write`: a line to its standard input. */
export type ServedPage = { url: string; write: (line: string) => void; stop: () => Promise<void> };

/** Its address stands in what it prints. */
const printedBy = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const read = (chunk: unknown): void => {
      said += chunk;
      const [url] = /http:\S+/.exec(said) ?? [];
      if (url) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('close', () => reject(new Error(`the page is not there: ${said}`)));
  });

/** @param script a file of the project that prints the page's address */
export async function startPage(script: string, ...args: string[]): Promise<ServedPage> {
  const child = spawn(process.execPath, ['--require', './deploy/typescript.cjs', script, ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: ROOT },
    stdio: 'pipe',
  });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const url = await printedBy(child);
  const stop = (): Promise<void> => {
    child.kill();
    return closed;
  };
  const write = (line: string): unknown => child.stdin.write(`${line}\n`);
  return { url, write, stop };
}
