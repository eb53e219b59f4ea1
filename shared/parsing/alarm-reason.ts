/**
 * What CloudWatch's state reason says. SNS carries only this sentence; EventBridge and direct actions add
 * `reasonData`, which the sentence repeats.
 */

export type Comparison =
  | 'above'
  | 'at-or-above'
  | 'below'
  | 'at-or-below'
  | 'outside-band'
  | 'above-band'
  | 'below-band';

/** `value` is the newest datapoint; `crossed` of the last `evaluated` datapoints crossed; `undefined`: not said. */
export type AlarmReading = {
  value: number | undefined;
  lower: number | undefined;
  upper: number | undefined;
  crossed: number | undefined;
  evaluated: number | undefined;
  dataMissing: boolean;
};

export type AlarmReason = {
  reading: AlarmReading;
  comparison: Comparison | undefined;
  threshold: number | undefined;
};

const NUMBER = String.raw`(-?\d+(?:\.\d+)?(?:E-?\d+)?)`;
// Of an alarm with contributors the sentence ends in `… which crossed the threshold: [0.0 (…)]`.
const VALUE = new RegExp(`(?:datapoints?|crossed the threshold:) [[(]${NUMBER}`);
const THRESHOLD = new RegExp(String.raw`the threshold \(${NUMBER}\)`);
const LOWER = new RegExp(String.raw`lower thresholds? \[${NUMBER}`);
const UPPER = new RegExp(String.raw`upper thresholds? \[${NUMBER}`);
const CROSSED = /\b(\d{1,9}) (?:out of the last (\d{1,9}) )?datapoints?/;
/**
 * CloudWatch's own are no longer. @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
const MAX_REASON_LENGTH = 1_023;

function numberIn(text: string, pattern: RegExp, group = 1): number | undefined {
  const found = pattern.exec(text)?.[group];
  return found === undefined ? undefined : Number(found);
}

function comparisonIn(text: string): Comparison | undefined {
  const lower = text.includes('less than the lower threshold');
  const upper = text.includes('greater than the upper threshold');
  if (lower && upper) return 'outside-band';
  if (lower) return 'below-band';
  if (upper) return 'above-band';
  if (text.includes('greater than or equal to the threshold')) return 'at-or-above';
  if (text.includes('greater than the threshold')) return 'above';
  if (text.includes('less than or equal to the threshold')) return 'at-or-below';
  if (text.includes('less than the threshold')) return 'below';
  return undefined;
}

/** Its own sentences begin so. Who sets a state by hand writes what they like. */
export const isByCloudWatch = (reason: string): boolean =>
  /^(?:Thresholds? Crossed|Insufficient Data|Unchecked|\d+ out of \d+ time series)/i.test(reason);

/**
 * Reads sentences such as `Threshold Crossed: 1 out of the last 1 datapoints [0.0 (28/06/22 01:55:00)] was less
 * than or equal to the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).` The newest datapoint
 * comes first. Whoever sets an alarm's state by hand writes what they like: then nothing is found.
 */
export function readReason(reason: string): AlarmReason {
  const text = reason.slice(0, MAX_REASON_LENGTH);
  const isEvaluation = /^Thresholds? Crossed:/.test(text);
  return {
    reading: {
      value: numberIn(text, VALUE),
      lower: numberIn(text, LOWER),
      upper: numberIn(text, UPPER),
      crossed: isEvaluation ? numberIn(text, CROSSED) : undefined,
      evaluated: isEvaluation ? numberIn(text, CROSSED, 2) : undefined,
      dataMissing: /no datapoints were received|^Insufficient Data:/.test(text),
    },
    comparison: comparisonIn(text),
    threshold: numberIn(text, THRESHOLD),
  };
}
