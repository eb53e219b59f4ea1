/** Reads `config/` for a stage, when packaging and in the operators' commands. Functions get it bundled. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load as parseYaml } from 'js-yaml';
import * as v from 'valibot';
import { ConfigError, messageOf } from '../errors';
import { type Config, configSchema } from './schema';

type Tree = { [key: string]: unknown };

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The stage's values over the default ones; lists replace lists. */
function merge(base: Tree, over: Tree): Tree {
  const merged = Object.entries(over).map(([key, value]) => {
    const below = base[key];
    return [key, isTree(below) && isTree(value) ? merge(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

function readYaml(folder: string, file: string): Tree {
  try {
    const tree = parseYaml(readFileSync(join(folder, file), 'utf8')) ?? {};
    if (isTree(tree)) return tree;
  } catch (cause) {
    throw new ConfigError(`config/${file} is not YAML: ${messageOf(cause)}`, { cause });
  }
  throw new ConfigError(`config/${file} must hold keys and values.`);
}

/** Keys by their old names: a file that still has one is refused with the new one. */
const RENAMED = new Map([
  ['logRetentionDays', 'retentionDays'],
  ['quiet', 'notifyOn'],
  ['email.tell', 'email.notifyOn'],
  ['sms.tell', 'sms.notifyOn'],
  ['instances.tell', 'instances.notifyOn'],
  ['trails.duel', 'trails.repeatedStops'],
]);

/** The schema's own words, where it has some; a pattern explains nothing. */
const expectedBy = ({ message, expected }: v.BaseIssue<unknown>): string =>
  message.startsWith('Invalid ') ? (expected ?? message) : message;

function explainIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? '(the whole file)';
  const renamed = RENAMED.get(path);
  return issue.expected === 'never'
    ? `${path} is no key of the configuration${renamed ? `: it is called ${renamed} now` : ''}`
    : `${path} must be ${expectedBy(issue)}, not ${issue.received}`;
}

/**
 * The configuration of a stage in a region: `default.yml`, and over it `<stage>.yml` and `<stage>.<region>.yml`, where there
 * are such.
 * @param region none: what holds for the stage in every region
 * @throws ConfigError with the files and the path of each wrong value
 */
export function loadConfig(folder: string, stage: string, region?: string): Config {
  const own = [`${stage}.yml`, ...(region ? [`${stage}.${region}.yml`] : [])];
  const files = ['default.yml', ...own.filter((file) => existsSync(join(folder, file)))];
  const tree = files.map((file) => readYaml(folder, file)).reduce(merge, { environment: stage });
  const result = v.safeParse(configSchema, tree);
  if (result.success) return result.output;
  const names = files.toReversed().map((file) => `config/${file}`);
  throw new ConfigError(`${names.join(' over ')}: ${result.issues.map(explainIssue).join('; ')}`);
}
