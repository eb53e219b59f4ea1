/** Draws pages in a process of its own: a fresh one whenever code or configuration has changed, so that a reload shows it. */
import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../shared/errors';
import type { Answer, Question } from './draw';
import type { Request } from './prepare';

const ROOT = join(__dirname, '../..');
const WATCHED = ['cli/preview', 'config', 'events', 'functions', 'shared'];

const modified = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Another one whenever a file was changed, added or taken away. */
function stampOf(own: string | undefined): string {
  const files = WATCHED.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      join(ROOT, folder, file),
    ),
  );
  return `${files.length} ${Math.max(...files.map(modified))} ${own ? modified(own) : ''}`;
}

/** Node shows the line that threw first; of a library that is one of thousands of characters. */
const errorIn = (complaints: string): string =>
  (/^\w*Error\b[\s\S]*/m.exec(complaints)?.[0] ?? complaints).trim();

type Waiting = { resolve: (html: string) => void; reject: (error: Error) => void };
type Process = { child: ChildProcess; stamp: string; waiting: Map<number, Waiting> };

function start(request: Request, stamp: string): Process {
  const child = fork(join(__dirname, 'draw.ts'), [JSON.stringify(request)], {
    execArgv: ['--require', join(ROOT, 'deploy/typescript.cjs')],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting: Process['waiting'] = new Map();
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('html' in answer) asked?.resolve(answer.html);
    else asked?.reject(new ConfigError(answer.problem));
  });
  child.on('close', () => {
    for (const { reject } of waiting.values())
      reject(new Error(errorIn(complaints) || 'The page was not drawn.'));
    waiting.clear();
  });
  return { child, stamp, waiting };
}

export type Drawer = { draw: (search: string) => Promise<string>; stop: () => void };

/** The process starts at once. `draw` rejects with what code or configuration is wrong with. */
export function createDrawer(request: Request): Drawer {
  let current = start(request, stampOf(request.own));
  let count = 0;
  return {
    draw: (search) => {
      const stamp = stampOf(request.own);
      if (stamp !== current.stamp || !current.child.connected) {
        current.child.kill();
        current = start(request, stamp);
      }
      const { child, waiting } = current;
      const question: Question = { id: ++count, search };
      return new Promise((resolve, reject) => {
        waiting.set(question.id, { resolve, reject });
        child.send(question, (error) => error && reject(error)); // none of its own `error`, which would end the page
      });
    },
    stop: () => current.child.kill(),
  };
}
