/** Makes this process speak and look as a deployment would, with samples for what it asks of AWS. */
import { log } from '../../shared/log';
import type { Language } from '../../shared/words/language';
import { PLACE, type Place } from './messages';
import { configureBy, SAMPLE_ENVIRONMENT, sampleConfig } from './worlds';

/** `own`: the file of an event of your own. `stage`: whose configuration; none: what everybody starts from. */
export type Request = { own?: string | undefined; stage?: string | undefined };

/** What functions log is none of what people are told. */
const silence = (): void => undefined;

/** @throws ConfigError with what is wrong in `config/` */
export function prepare({ stage }: Request): { place: Place; language: Language } {
  if (stage) configureBy(stage);
  const { timeZone, language, project, environment, slack } = sampleConfig();
  Object.assign(process.env, SAMPLE_ENVIRONMENT);
  Object.assign(log(), { info: silence, warn: silence, error: silence });
  Object.assign(globalThis, { TIME_ZONE: timeZone });
  const place = stage ? { project, environment, mentions: slack.mentions } : PLACE;
  return { place: { ...place, timeZone }, language };
}
