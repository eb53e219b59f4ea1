/** Reads `config/` for a stage, when packaging and in the operators' commands. Functions get it bundled. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { load as parseYaml } from 'js-yaml';
import * as v from 'valibot';
import { ConfigError, messageOf } from '../errors';
import { didYouMean } from '../text/did-you-mean';
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

function readText(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch (cause) {
    throw new ConfigError(`config/${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function readYaml(folder: string, file: string): Tree {
  const text = readText(folder, file);
  try {
    const tree = parseYaml(text) ?? {};
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

/** What stands at a path. */
const at = (tree: Tree, keys: string[]): Tree =>
  keys.reduce<Tree>((one, key) => (isTree(one[key]) ? one[key] : {}), tree);

function unknownKey(path: string, base: Tree): string {
  const renamed = RENAMED.get(path);
  const keys = path.split('.');
  const [key = ''] = keys.slice(-1);
  const known = Object.keys(at(base, keys.slice(0, -1))).filter((one) => one !== key); // it may stand in default.yml itself
  const meant = didYouMean(key, known);
  return `${path} is no key of the configuration${renamed ? `: it is called ${renamed} now` : meant}`;
}

function explainIssue(issue: v.BaseIssue<unknown>, base: Tree): string {
  const path = v.getDotPath(issue) ?? '(the whole file)';
  return issue.expected === 'never'
    ? unknownKey(path, base)
    : `${path} must be ${expectedBy(issue)}, not ${issue.received}`;
}

/** The template that an issue is about, where it lacks something that every one has. */
const incomplete = (issue: v.BaseIssue<unknown>): string | undefined =>
  issue.received === 'undefined'
    ? /^instances\.templates\.([^.]+)\.[^.]+$/.exec(v.getDotPath(issue) ?? '')?.[1]
    : undefined;

/** Of a template that lacks much, one sentence: whoever means one of `default.yml` has misspelt it. */
function explainTemplate(name: string, issues: v.BaseIssue<unknown>[], base: Tree): string {
  const meant = didYouMean(name, Object.keys(at(base, ['instances', 'templates'])));
  const lacks = issues.map((issue) => v.getDotPath(issue)?.split('.').at(-1)).join(', ');
  return `instances.templates.${name} is none of default.yml${meant || '.'} A new one needs ${lacks} as well`;
}

/** @param base what `default.yml` says, which has every key */
function explain(issues: v.BaseIssue<unknown>[], base: Tree): string {
  const byTemplate = Map.groupBy(issues, incomplete);
  const others = byTemplate.get(undefined) ?? [];
  return [
    ...others.map((issue) => explainIssue(issue, base)),
    ...[...byTemplate].flatMap(([name, about]) => (name ? explainTemplate(name, about, base) : [])),
  ].join('; ');
}

/**
 * The configuration of a stage in a region: `default.yml`, and over it `<stage>.yml` and `<stage>.<region>.yml`, where there
 * are such.
 * @param region none: what holds for the stage in every region
 * @throws ConfigError with the files and the path of each wrong value
 */
export function loadConfig(folder: string, stage: string, region?: string): Config {
  const own = [`${stage}.yml`, ...(region ? [`${stage}.${region}.yml`] : [])];
  const files = [...new Set(['default.yml', ...own.filter((file) => existsSync(join(folder, file)))])];
  const trees = files.map((file) => readYaml(folder, file));
  const tree = trees.reduce(merge, { environment: basename(stage) });
  const result = v.safeParse(configSchema, tree);
  if (result.success) return result.output;
  const names = files.toReversed().map((file) => `config/${file}`);
  throw new ConfigError(`${names.join(' over ')}: ${explain(result.issues, trees[0] ?? {})}`);
}
