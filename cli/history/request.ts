/** What somebody asks `npm run history` for. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadConfig } from '../../shared/config/load';
import type { Config } from '../../shared/config/schema';
import { ConfigError } from '../../shared/errors';
import { checkStage, pathOf, portOf } from '../options';
import { CONFIG_FOLDER } from '../target';
import { MOST_DAYS } from './reading';
import { savablePath } from './saved';

/** Beside those that every command takes. */
export const historyOptions = {
  days: { type: 'string' },
  alarm: { type: 'string' },
  file: { type: 'string' },
  save: { type: 'string' },
  config: { type: 'string' },
  against: { type: 'string' },
  json: { type: 'boolean', default: false },
  post: { type: 'boolean', default: false },
  port: { type: 'string' },
} as const;

type Values = {
  stage: string;
  json: boolean;
  post: boolean;
} & {
  [name in
    | 'region'
    | 'profile'
    | 'days'
    | 'alarm'
    | 'file'
    | 'save'
    | 'config'
    | 'against'
    | 'port']?: string;
};

/**
 * `config` and `against` are those of a region: a stage may have a file of its own for it. `names` is what people call the two.
 * `days` where they are given.
 */
export type HistoryRequest = {
  days: number | undefined;
  alarm: string | undefined;
  file: string | undefined;
  save: string | undefined;
  config: (region?: string) => Config;
  against: ((region?: string) => Config) | undefined;
  names: [string, string];
  json: boolean;
  post: boolean;
  port: number;
  /** What is not done as it was asked. */
  notes: string[];
};

function daysOf(text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,8}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new ConfigError(`--days is a whole number of days, such as 7, not ${text}`);
}

/** A file, wherever it lies, over the project's `default.yml`. */
function configOf(file: string): (region?: string) => Config {
  const path = pathOf(file);
  if (!path.endsWith('.yml'))
    throw new ConfigError(`A configuration is a .yml file, such as config/prod.yml, not ${file}`);
  if (!existsSync(path)) throw new ConfigError(`There is no configuration ${file}`);
  const stage = relative(CONFIG_FOLDER, path).slice(0, -'.yml'.length);
  return (region) => loadConfig(CONFIG_FOLDER, stage, region);
}

function alarmOf(pattern: string | undefined): string | undefined {
  if (pattern !== '') return pattern;
  throw new ConfigError('--alarm is a name or a pattern, such as web-*, not nothing');
}

/** What is not done as it was asked. */
function notesOf({ stage, config, against, file, profile, post, days = '' }: Values): string[] {
  const isOfDefault = config === undefined && !existsSync(join(CONFIG_FOLDER, `${stage}.yml`));
  return [
    ...(Number(days) > MOST_DAYS
      ? [`CloudWatch keeps the history of alarms for ${MOST_DAYS} days: these are read.`]
      : []),
    ...(isOfDefault ? [`There is no config/${stage}.yml: config/default.yml alone holds.`] : []),
    ...(post && against !== undefined ? ['The message of --post is without --against.'] : []),
    ...(file !== undefined && profile !== undefined ? ['AWS is not asked: --file says whose it is.'] : []),
  ];
}

/** @throws ConfigError */
export function requestOf(values: Values): HistoryRequest {
  const { stage, file, save, config, against, json, post, port } = values;
  const days = daysOf(values.days);
  checkStage(stage);
  return {
    days: days === undefined ? undefined : Math.min(days, MOST_DAYS),
    alarm: alarmOf(values.alarm),
    file: pathOf(file),
    save: save === undefined ? undefined : savablePath(pathOf(save)),
    config: config === undefined ? (region) => loadConfig(CONFIG_FOLDER, stage, region) : configOf(config),
    against: against === undefined ? undefined : configOf(against),
    names: [config ?? stage, against ?? ''],
    json,
    post,
    port: portOf(port),
    notes: notesOf(values),
  };
}
