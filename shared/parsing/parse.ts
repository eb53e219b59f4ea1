/** How every event is parsed: a schema in, our own type out, or an `EventParseError` that names the path. */
import * as v from 'valibot';
import { EventParseError } from '../errors';
import { safeLine } from '../text/safe';

type Schema<T> = v.GenericSchema<unknown, T>;

/**
 * Checks `input` and gives it our names.
 * @param what the event's name in the error, such as `CloudWatch alarm`
 * @throws EventParseError saying what was expected, the path and what came
 */
export function parse<T>(schema: Schema<T>, input: unknown, what: string): T {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? '(the whole event)';
  // What came is foreign text, of any length: enough of it to recognise, in one line, no more.
  const received = safeLine(issue.received, 80);
  throw new EventParseError(
    `Not a ${what}: expected ${issue.expected ?? issue.message} at ${path}, got ${received}`,
    path,
  );
}

/** A field that AWS sends as a value, as null, or not at all; `undefined` for the latter two. */
export const maybe = <T>(schema: Schema<T>) =>
  v.optional(
    v.pipe(
      v.nullable(schema),
      v.transform((value) => value ?? undefined),
    ),
  );

/**
 * AWS's timestamps: `+0000` (CloudWatch), `Z` (EventBridge), and stray spaces in AWS's own samples.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export const timestamp = v.pipe(
  v.string(),
  // Without this, `new Date` takes '1' for a day in 2001. First of all, so that an error shows what came.
  v.check((text) => /^\d{4}-\d{2}-\d{2}T/.test(text.replace(/\s+/g, '')), 'a timestamp'),
  v.transform((text) => text.replace(/\s+/g, '').replace(/([+-]\d{2})(\d{2})$/, '$1:$2')),
  v.transform((text) => new Date(text)),
  v.check((date) => !Number.isNaN(date.getTime()), 'a timestamp'),
);
