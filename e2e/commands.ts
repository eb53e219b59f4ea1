/** The operators' commands, run as they would run them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { node24 } from './emulators/paths';
import { holding, temporaryOf } from './workspace';

/** What a command printed, on both outputs, and how it ended. */
export type Result = { code: number | null; output: string };

/** Where commands run: a workspace and the environment that leads to the emulators. */
export type Place = { folder: string; env: Record<string, string> };

async function run({ folder, env }: Place, args: string[], input = ''): Promise<Result> {
  const child = spawn(...holding(folder, node24(), args), {
    cwd: folder,
    env: { ...env, TMPDIR: temporaryOf(folder) },
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.stdin.end(input);
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  process.off('exit', kill);
  return { code, output: out + error };
}

/** `sls …` */
export const sls = (place: Place, ...args: string[]): Promise<Result> =>
  run(place, ['node_modules/serverless/bin/serverless.js', ...args]);

/** `npm run <command> -- …`, with `input` on its standard input. */
export const npmRun = (place: Place, command: string, args: string[], input?: string): Promise<Result> =>
  run(place, ['--require', './deploy/typescript.cjs', `cli/${command}.ts`, ...args], input);

/** The output of a command that must succeed. @throws Error with the end of the output */
export async function succeed(command: string, result: Promise<Result>): Promise<string> {
  const { code, output } = await result;
  if (code === 0) return output;
  throw new Error(`${command} ended with ${code}; the end of its output:\n${output.slice(-3_000)}`);
}
