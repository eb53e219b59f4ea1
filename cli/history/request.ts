/** What somebody asks `npm run history` for. */
import { existsSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { loadConfig } from '../../shared/config/load';
import type { Config } from '../../shared/config/schema';
import { ConfigError } from '../../shared/errors';
import { pathOf, portOf } from '../options';
import { CONFIG_FOLDER } from '../target';
import { MOST_DAYS } from './read';

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
} & { [name in 'days' | 'alarm' | 'file' | 'save' | 'config' | 'against' | 'port']?: string };

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

/** Looked for before minutes are spent on what goes there. */
function savePathOf(file: string | undefined): string | undefined {
  const path = pathOf(file);
  if (path === undefined || existsSync(dirname(path))) return path;
  throw new ConfigError(`There is no folder ${dirname(path)} to save ${file} in`);
}

/** @throws ConfigError */
export function requestOf(values: Values): HistoryRequest {
  const { stage, alarm, file, save, config, against, json, post, port } = values;
  const days = daysOf(values.days);
  const isTooLong = days !== undefined && days > MOST_DAYS;
  return {
    days: isTooLong ? MOST_DAYS : days,
    alarm,
    file: pathOf(file),
    save: savePathOf(save),
    config: config === undefined ? (region) => loadConfig(CONFIG_FOLDER, stage, region) : configOf(config),
    against: against === undefined ? undefined : configOf(against),
    names: [config ?? stage, against ?? ''],
    json,
    post,
    port: portOf(port),
    notes: isTooLong ? [`CloudWatch keeps the history of alarms for ${MOST_DAYS} days: these are read.`] : [],
  };
}
