/** Makes this process speak as a deployment of a configuration would, and puts back what was. */
import type { Config } from '../../../shared/config/schema';
import { log } from '../../../shared/log';
import { hideAlso } from '../../../shared/text/secrets/own';
import { speak } from '../../../shared/words/language';

const GLOBALS = ['TIME_ZONE', 'KOREAN', 'REDACT_EXTRA'];

const nothing = (): void => undefined;

/** Nothing is logged meanwhile: people are to read what comes of it, not a line for each change. */
export async function asDeployed<T>(config: Config, work: () => Promise<T>): Promise<T> {
  const env = { ...process.env };
  const globals = GLOBALS.map((name): [string, unknown] => [name, Reflect.get(globalThis, name)]);
  const logger = { ...log() };
  Object.assign(process.env, {
    PROJECT: config.project,
    ENVIRONMENT: config.environment,
    SLACK_CHANNEL: config.slack.channel,
    CANARY_ALARM: '',
  });
  Object.assign(globalThis, { TIME_ZONE: config.timeZone });
  speak(config.language);
  hideAlso(config.redact.extra);
  Object.assign(log(), { info: nothing, warn: nothing, error: nothing });
  try {
    return await work();
  } finally {
    process.env = env;
    Object.assign(log(), logger);
    Object.assign(globalThis, Object.fromEntries(globals));
  }
}
