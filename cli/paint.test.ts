import { execFileSync } from 'node:child_process';
import { node24, root } from '../e2e/emulators/paths';

const LINES = ['ok  all', 'put back  x', 'okay', 'ok'];
const SCRIPT = `
  const { paintStart } = require('./cli/paint.ts');
  const colors = { ok: 'green', 'put back': 'yellow' };
  process.stdout.write(JSON.stringify(${JSON.stringify(LINES)}.map((line) => paintStart(line, colors))));`;

/** In a process of its own: Node looks at the terminal by itself. */
const painted = (env: Record<string, string>): unknown =>
  JSON.parse(
    execFileSync(node24(), ['--require', './deploy/typescript.cjs', '-e', SCRIPT], {
      cwd: root,
      env,
      encoding: 'utf8',
    }),
  );

describe('paintStart', () => {
  it('colours what a line begins with, where colours are shown', () => {
    expect(painted({ FORCE_COLOR: '1' })).toEqual([
      '\u001b[32mok\u001b[39m  all',
      '\u001b[33mput back\u001b[39m  x',
      'okay',
      '\u001b[32mok\u001b[39m',
    ]);
  });

  it('colours nothing elsewhere', () => {
    expect(painted({})).toEqual(LINES);
  });
});
