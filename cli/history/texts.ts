/** Foreign texts as a reading holds them: parsed, they are safe to show and to save, and no longer than CloudWatch lets them be. */
import * as v from 'valibot';
import { alarmStateSchema } from '../../shared/parsing/alarm';
import { safe, safeLine } from '../../shared/text/safe';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX = { line: 1_100, text: 2_100, rule: 10_300, children: 100 };

/** A name, an ARN, the value of a dimension. Two that a secret alone tells apart become one. */
export const line = v.pipe(
  v.string(),
  v.transform((text) => safeLine(text, MAX.line)),
);
export const paragraph = v.pipe(
  v.string(),
  v.transform((text) => safe(text, MAX.text)),
);
export const rule = v.pipe(
  v.string(),
  v.transform((text) => safe(text, MAX.rule)),
);

const names = v.record(v.string(), v.string());
const safeNames = (all: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).map(([name, text]) => [safeLine(name, MAX.line), text]));

/** Names and their values. The second look is for a name that is one of every object's, such as `constructor`, only now. */
export const attributes = v.pipe(v.record(v.string(), line), v.transform(safeNames), names);

/** The last moment that is written with a year of four digits, so that the order of texts is that of times. */
const LAST_MS = Date.UTC(10_000, 0) - 1;

/** ISO 8601 in UTC, with milliseconds. */
export const time = v.pipe(
  v.string(),
  v.transform((text) => new Date(text).getTime()),
  v.check((ms) => ms >= 0 && ms <= LAST_MS, 'a time'),
  v.transform((ms) => new Date(ms).toISOString()),
);

const cause = v.object({
  triggeringAlarms: v.pipe(
    v.array(v.object({ arn: line, state: v.object({ value: alarmStateSchema }) })),
    v.transform((all) => all.slice(0, MAX.children)),
  ),
});
const causeInText = v.pipe(v.string(), v.parseJson(), cause);

/**
 * What a change rests on, as JSON, of which a reading keeps what somebody reads: the `triggeringAlarms` of a composite alarm.
 * `undefined` where there are none, or it is broken: people read the reason, which has the values of a metric too.
 */
export const reasonData = v.fallback(
  v.optional(
    v.pipe(
      v.union([causeInText, cause]),
      v.transform((known) => JSON.stringify(known)),
    ),
  ),
  undefined,
);
