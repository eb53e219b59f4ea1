/** The environment, read when used: a missing value fails with its name. */
import { ConfigError } from './errors';

/** The variable's value, or `undefined` when it is unset or empty. */
export const optionalEnv = (name: string): string | undefined => process.env[name] || undefined;

/** The variable's value. @throws ConfigError naming the variable */
export function requiredEnv(name: string): string {
  const value = optionalEnv(name);
  if (value === undefined) throw new ConfigError(`The environment variable ${name} is not set.`);
  return value;
}

/**
 * True under `sls invoke local`, unless `-e ACT=true` is given: then nothing is done, only shown what would be.
 * osls sets `IS_LOCAL` there; on Lambda nobody does.
 */
export const isDryRun = (): boolean => optionalEnv('IS_LOCAL') !== undefined && optionalEnv('ACT') !== 'true';
