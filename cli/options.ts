/** The options of a command as `parseArgs` reads them. */
import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs, types } from 'node:util';
import { ConfigError, messageOf } from '../shared/errors';
import { didYouMean } from '../shared/text/did-you-mean';

/** What was wrong with them, by the code that Node gives it. @see https://nodejs.org/api/errors.html#err_parse_args_unknown_option */
function sentenceOf(error: Error & { code?: unknown }, known: string[]): string {
  const [, misspelt = ''] = /^Unknown option '(--?[\w-]+)/.exec(error.message) ?? [];
  const meant = misspelt && didYouMean(misspelt.replace(/^-+/, ''), known).replace('mean ', 'mean --');
  const what = misspelt ? `There is no option ${misspelt}${meant}` : messageOf(error).replace(/\.$/, '');
  return `${what}${meant ? '' : '.'} All options: --help`;
}

/** Those of npm itself: they may stand in an `.npmrc`, and without them a command does less. */
const ALSO_OF_NPM = ['help', 'json', 'save', 'yes'];

/** An option before the `--` is npm's, which hands it on by the environment: a command would act without it, elsewhere or in earnest. */
function refuseTakenByNpm(known: string[]): void {
  const taken = known.find(
    (name) =>
      !ALSO_OF_NPM.includes(name) && process.env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined,
  );
  if (taken === undefined) return;
  const script = process.env.npm_lifecycle_event ?? '…';
  throw new ConfigError(
    `npm has taken --${taken} for itself. Options stand behind a --, as in: npm run ${script} -- --${taken}`,
  );
}

/** @throws ConfigError with what is misspelt, and what may have been meant */
export function readOptions<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const known = Object.keys(config.options ?? {});
  refuseTakenByNpm(known);
  try {
    return parseArgs(config);
  } catch (error) {
    const isMisspelt =
      types.isNativeError(error) && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!isMisspelt) throw error;
    throw new ConfigError(sentenceOf(error, known), { cause: error });
  }
}

/** npm runs a command in the project's folder; a path is one of where it was called. */
export const pathOf = <Text extends string | undefined>(path: Text): Text | string =>
  path === undefined ? path : resolve(process.env.INIT_CWD ?? '.', path);

/** 0 is one that is free. @throws ConfigError */
export function portOf(text = '0'): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new ConfigError(`--port is a number up to 65535, not ${text}`);
}

/** As the framework has it. @throws ConfigError */
export function checkStage(stage: string): void {
  if (/^[A-Za-z0-9-]+$/.test(stage)) return;
  throw new ConfigError(`A stage is of letters, digits and hyphens, such as dev, not ${stage || 'nothing'}.`);
}
