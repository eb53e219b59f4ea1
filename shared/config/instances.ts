/** The section `instances` of `config/`: which EC2 instances get which alarms. */
import * as v from 'valibot';

const name = v.pipe(v.string(), v.nonEmpty());
const tagKey = v.pipe(v.string(), v.regex(/^(?!aws:).{1,128}$/i, 'the key of a tag that is not one of AWS'));

/** `2 of 3`: so many datapoints of the last so many. */
export const datapoints = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d? of [1-9]\d?$/, 'datapoints such as 2 of 3'),
  v.transform((text) => text.split(' of ').map(Number)),
  v.transform(([needed = 1, of = 1]) => ({ needed, of })),
  v.check(({ needed, of }) => needed <= of, 'no more datapoints than are looked at'),
);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const period = v.pipe(
  v.number(),
  v.check((seconds) => [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0), 'a period'),
);

const dimensions = v.record(name, v.string());

const template = v.strictObject({
  what: name,
  runbook: v.optional(v.pipe(v.string(), v.regex(/^https:\/\/\S+$/, 'an https:// address'))),
  severity: v.picklist(['critical', 'warning', 'info']),
  namespace: v.picklist(['AWS/EC2', 'CWAgent']),
  metric: name,
  dimensions: v.optional(dimensions, {}),
  each: v.optional(v.pipe(v.array(name), v.nonEmpty())),
  only: v.optional(v.picklist(['processes'])),
  except: v.optional(v.record(name, v.array(v.string())), {}),
  comparison: v.picklist(['>=', '>', '<=', '<']),
  threshold: v.number(),
  unit: v.optional(v.string(), ''),
  statistic: v.picklist(['Average', 'Maximum', 'Minimum', 'Sum', 'SampleCount']),
  period,
  datapoints,
  missing: v.picklist(['missing', 'breaching', 'notBreaching', 'ignore']),
  fromAgent: v.optional(v.strictObject({ metric: name, dimensions: v.optional(dimensions, {}) })),
  everyFiveMinutes: v.optional(v.strictObject({ period, datapoints })),
});

export type Template = v.InferOutput<typeof template>;

/** A template's name becomes part of alarm names and of tags on the instance. `null` takes a default one away. */
const templates = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'a name of a template')), v.nullable(template)),
  v.transform((all) =>
    Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value ? [[key, value] as const] : []))),
  ),
);

const instanceStates = ['running', 'stopping', 'stopped', 'shutting-down', 'terminated'] as const;

export const instancesSchema = v.strictObject({
  scope: v.union([v.literal('all'), v.strictObject({ tag: tagKey, value: v.optional(v.string()) })]),
  profile: v.boolean(),
  notifyOn: v.array(v.picklist(instanceStates)),
  graceMinutes: v.pipe(v.number(), v.minValue(0), v.maxValue(60)),
  copyTags: v.array(tagKey),
  most: v.pipe(v.number(), v.integer(), v.minValue(1)),
  templates,
});

export type InstancesConfig = v.InferOutput<typeof instancesSchema>;
