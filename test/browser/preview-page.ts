/** `npm run preview`, as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

export type PreviewPage = { url: string; stop: () => Promise<void> };

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

/** @param args options, or the file of an event */
export async function startPreview(...args: string[]): Promise<PreviewPage> {
  const child = spawn(process.execPath, ['--require', './deploy/typescript.cjs', 'cli/preview.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: ROOT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const url = await printedBy(child);
  const stop = (): Promise<void> => {
    child.kill();
    return closed;
  };
  return { url, stop };
}
