/** Makes this process speak as a deployment of a configuration would, and puts back what was. */
import type { Config } from '../../../shared/config/schema';
import { log } from '../../../shared/log';
import { hideAlso } from '../../../shared/text/secrets/own';
import { speak } from '../../../shared/words/language';

/** @returns puts back what these keys hold now */
function remember(target: object, keys: string[]): () => void {
  const before = keys.map((key) => ({
    key,
    isThere: Object.hasOwn(target, key),
    value: Reflect.get(target, key),
  }));
  return () => {
    for (const { key, isThere, value } of before) {
      if (isThere) Reflect.set(target, key, value);
      else Reflect.deleteProperty(target, key);
    }
  };
}

const nothing = (): void => undefined;
const SILENT = { info: nothing, warn: nothing, error: nothing };

/** What functions read of their environment. No alarm is the canary. */
const environmentOf = ({ project, environment, slack }: Config) => ({
  PROJECT: project,
  ENVIRONMENT: environment,
  SLACK_CHANNEL: slack.channel,
  CANARY_ALARM: '',
});

/** Nothing is logged meanwhile: people are to read what comes of it, not a line for each change. */
export async function asDeployed<T>(config: Config, work: () => Promise<T>): Promise<T> {
  const environment = environmentOf(config);
  const putBack = [
    remember(process.env, Object.keys(environment)),
    remember(globalThis, ['TIME_ZONE', 'KOREAN', 'REDACT_EXTRA']),
    remember(log(), Object.keys(SILENT)),
  ];
  Object.assign(process.env, environment);
  Object.assign(globalThis, { TIME_ZONE: config.timeZone });
  speak(config.language);
  hideAlso(config.redact.extra);
  Object.assign(log(), SILENT);
  try {
    return await work();
  } finally {
    for (const one of putBack) one();
  }
}
