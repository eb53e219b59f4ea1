/** Prepares the Python environment in which ministack, moto and cfn-lint live. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../../shared/errors';
import { exclusively } from './exclusively';
import { root } from './paths';

const execute = promisify(execFile);

const requirements = join(root, 'e2e/requirements.txt');
const folder = join(root, '.emulators/venv');
const candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const newEnough = ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))'];

/** The stamp of an environment. Its scripts hold its path, so a moved copy of the project needs a new one. */
export function stamp(expected: string, path: string): string {
  return createHash('sha256').update(`${path}\n${expected}`).digest('hex');
}

/** The first command that `accepts`, such as a Python that is new enough. */
export async function firstOf(
  commands: readonly string[],
  accepts: (command: string) => Promise<unknown>,
): Promise<string> {
  for (const command of commands) {
    const accepted = await accepts(command).then(
      () => true,
      () => false, // not installed, too old, or a shim of nothing
    );
    if (accepted) return command;
  }
  throw new ConfigError(
    `The emulators need Python ≥ 3.10, and none of ${commands.join(', ')} on the PATH is one.`,
  );
}

/** What to say when an environment cannot be made; `output` is what Python printed. */
export function explain(python: string, output: string): string {
  return /ensurepip/.test(output)
    ? `${python} has no ensurepip, so it cannot make a virtual environment: install it (Debian, Ubuntu: apt install python3-venv).`
    : `${python} could not prepare the emulators:\n${output.slice(-2_000)}`;
}

/** What a failed command printed; Python reports a missing ensurepip on stdout, pip its errors on stderr. */
function printed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [stdout, stderr] = ['stdout', 'stderr'].map((key) => Reflect.get(error, key));
  return `${stdout ?? ''}${stderr ?? ''}` || error.message;
}

async function build(expected: string, announce: () => void): Promise<void> {
  const python = await firstOf(candidates, (command) => execute(command, newEnough));
  announce();
  rmSync(folder, { recursive: true, force: true });
  try {
    await execute(python, ['-m', 'venv', folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
    await execute(join(folder, 'bin/python'), [...pip, '--requirement', requirements]);
  } catch (error) {
    throw new ConfigError(explain(python, printed(error)), { cause: error });
  }
  // Written last: without it a half-made environment is made anew.
  writeFileSync(join(folder, 'stamp'), expected);
}

const expectedStamp = (): string => stamp(readFileSync(requirements, 'utf8'), folder);

/** Whether the environment is there, as it is to be. */
export const isPrepared = (): boolean =>
  existsSync(join(folder, 'bin/python')) && // a link, broken when that Python was removed
  existsSync(join(folder, 'stamp')) &&
  readFileSync(join(folder, 'stamp'), 'utf8') === expectedStamp();

const sayIt = (): unknown =>
  process.stderr.write('Preparing the emulators in .emulators/venv; it takes a minute or two, once.\n');

/** Makes the environment unless it is there, and returns the folder of its programs. `announce`: before what takes long. */
export async function preparePython(announce: () => void = sayIt): Promise<string> {
  // Asked again with the lock: whoever had it has made the environment.
  if (!isPrepared()) {
    await exclusively(`${folder}.lock`, async () =>
      isPrepared() ? undefined : build(expectedStamp(), announce),
    );
  }
  return join(folder, 'bin');
}
