/** The one schema of `config/`. The files are YAML; their comments say what each key does. */
import * as v from 'valibot';
import { LANGUAGES } from '../words/language';
import { datapoints, instancesSchema } from './instances';
import { LOG_LEVELS } from './log-levels';
import { address, subscriberEntries } from './subscribers';

const mentionTarget = v.pipe(
  v.string(),
  v.regex(
    /^(?:channel|here|everyone|[UWS][A-Z0-9]{2,})$/,
    'channel, here, everyone, a user id or a group id',
  ),
);
const mentions = v.array(mentionTarget);
const when = v.picklist(['after-alarm', 'always', 'never']);

const topicArnSchema = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[\w-]*:sns:[a-z]{2}[\w-]*:\d{12}:[\w-]{1,256}$/,
    'the ARN of an SNS topic that is not FIFO',
  ),
);

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
const trailNameSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][\w.-]{1,126}[A-Za-z0-9]$/, 'the name of a trail'),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(1, 'at least 1'));

/** What each is called in the topic's policy: deploy/publishers.cjs. */
export const PUBLISHERS = ['events', 'budgets', 'costalerts', 'rds', 'backup'] as const;

const watchdog = v.strictObject({ email: v.array(address) });

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retention = v.picklist([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/**
 * No character that a shell reads as more than a letter. @see
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html
 */
const unit = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9@._:-]{0,200}$/, 'the name of a systemd unit'),
);

const processes = v.pipe(
  v.record(v.string(), v.nullable(unit)),
  v.transform((map) =>
    Object.fromEntries(
      Object.entries(map).flatMap(([name, mapped]) => (mapped === null ? [] : [[name, mapped]])),
    ),
  ),
  v.check((map) => Object.keys(map).length > 0, 'at least one process'),
);

const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const notNegative = v.pipe(v.number(), v.integer(), v.minValue(0));

const tag = v.strictObject({ key: v.pipe(v.string(), v.nonEmpty()), value: v.string() });

const restartSchema = v.strictObject({
  most: positive,
  windowMinutes: positive,
  graceMinutes: notNegative,
  tag: v.optional(tag),
});

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
const pattern = v.pipe(v.string(), v.nonEmpty(), v.check(isPattern, 'a regular expression'));

const logGroup = v.strictObject({
  stream: v.optional(v.pipe(v.string(), v.regex(/^[^:*]{1,512}$/, 'the name of a log stream'))),
  level: v.optional(v.picklist(LOG_LEVELS)),
  pattern: v.optional(pattern),
  noise: v.optional(v.array(pattern), []),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const logGroups = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[\w./#-]{1,512}$/, 'the name of a log group')), v.nullable(logGroup)),
  v.transform((map) =>
    Object.entries(map).flatMap(([name, group]) => (group === null ? [] : [{ name, ...group }])),
  ),
  v.check((groups) => groups.length > 0, 'at least one log group'),
);

/** A key for each kind of alarm that comes with log lines. */
const logs = v.strictObject({ minutes: positive, cpu: logGroups });

/** CloudFormation names the buckets of our own logs after the stack, whatever the stage, and the resource. */
const OUR_LOGS = /^alarm-responder-.*-(?:data|audit)trailbucket-/;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const watchedBucket = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket'),
  v.check(
    (name) => !OUR_LOGS.test(name),
    'no bucket of our own logs: each record written there would make another one',
  ),
);

/** Shorter ones would hide parts of other words. */
const hidden = v.pipe(
  v.string(),
  v.regex(/^[^\n*]{4,200}\*?$/, 'four characters or more, with * at most at the end'),
);

const chatbot = v.strictObject({
  workspaceId: v.pipe(
    v.string(),
    v.regex(/^[0-9A-Z]{1,255}$/, 'the id of a Slack workspace, such as T0123ABCD'),
  ),
  channelId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9]+$/, 'the id of a Slack channel, such as C0123ABCD')),
});

const agent = v.strictObject({
  collect: v.picklist(['minimal', 'full']),
  rollOut: v.nullable(v.strictObject({ tag })),
});

export const configSchema = v.strictObject({
  project: v.pipe(v.string(), v.nonEmpty()),
  environment: v.pipe(v.string(), v.nonEmpty()),
  language: v.picklist(LANGUAGES),
  slack: v.strictObject({
    channel: v.string(),
    mentions: v.strictObject({ critical: mentions, warning: mentions, info: mentions }),
  }),
  notifyOn: v.strictObject({ ok: when, insufficientData: when }),
  allAlarms: v.boolean(),
  existingTopics: v.array(topicArnSchema),
  publishers: v.array(v.picklist(PUBLISHERS)),
  encryptTopics: v.boolean(),
  watchdog,
  retentionDays: retention,
  processes,
  restart: restartSchema,
  longestPauseHours: positive,
  logs,
  trails: v.strictObject({
    names: v.array(trailNameSchema),
    repeatedStops: v.strictObject({ most: count, minutes: count }),
  }),
  auditTrail: v.boolean(),
  watchedBuckets: v.array(watchedBucket),
  bucketAlarm: v.strictObject({ datapoints }),
  rootSignIn: v.boolean(),
  chatbot: v.optional(chatbot),
  redact: v.strictObject({ extra: v.array(hidden) }),
  instances: instancesSchema,
  agent,
  ...subscriberEntries,
});

export type Config = v.InferOutput<typeof configSchema>;
