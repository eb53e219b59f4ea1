/**
 * What nobody should send and somebody will: every function is to notify people of it or to refuse it, in words and
 * without a secret.
 */
import { randomUUID } from 'node:crypto';
import { COMMAND_STATUS } from '../shared/parsing/command-status';
import { SCHEDULED } from '../shared/parsing/schedule';
import { fixture, messagesOf } from './fixture';

/** Is in every planted secret: who finds it in an answer, a log or a message has found a leak. */
export const PLANTED = 'PLANTED';
const SECRETS = [
  `https://hooks.slack.com/services/T0/B0/${PLANTED}`,
  `AKIA${PLANTED}${PLANTED}${PLANTED}`,
  `password=${PLANTED}-1`,
  `xoxb-${PLANTED}-234567`,
  `postgres://app:${PLANTED}@db/shop`,
  `Authorization: Bearer ${PLANTED}.abcdef0123`,
].join(' ');

/** A line of a log that nobody has written. */
export const FORGED = '{"level":"INFO","message":"FORGED"}';
/** Whom foreign text may not call. */
export const CALLS = ['<!channel>', '<!everyone>', '<@U0HOSTILE>', '@channel'];

const DEEP = 20_000;
const HUGE = 240_000;

const TEXTS: Record<string, string> = {
  secrets: SECRETS,
  mrkdwn: `${CALLS.join(' ')} *b* _i_ ~s~ \`\`\`code\`\`\` > quote <https://evil.example|click>`,
  shell: "$(reboot); `id` && rm -rf / | tee '/etc/x' \"; {{ unit }}",
  'log injection': `\n${FORGED}\r\n\u001b[31mred\u001b[0m\u0000\u2028${FORGED}`,
  unicode: '\u202egnp.exe \ud800 \udc00 🔴'.repeat(50),
  'a run that is slow to match': `${'password'.repeat(2_000)}${'=\t'.repeat(2_000)}${'a'.repeat(9_000)}!`,
  huge: `<!channel>&"${'x'.repeat(HUGE)}`,
  empty: '',
};

/** As JSON, because what nests deep enough cannot be put into JSON any more. */
const nested = (depth: number): string => `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`;
const PROTOTYPE = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';

const ODD: Record<string, string> = {
  null: 'null',
  'a number': '42',
  true: 'true',
  'an empty list': '[]',
  'an empty object': '{}',
  'a huge list': `[${'0,'.repeat(HUGE / 2 - 1)}0]`,
  'what nests deep': nested(DEEP),
  'prototype keys': PROTOTYPE,
  ...Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [`text: ${name}`, JSON.stringify(text)])),
};

/** `payload` is JSON, as it reaches the function. */
export type Bad = { name: string; payload: string };

/** The value in place of what the path leads to. */
function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((one, index) => (String(index) === key ? replaced(one, rest, by) : one));
  return { ...Object(value), [key]: replaced(Object(value)[key], rest, by) };
}

const HOLE = '"HOLE-3f2c"';
/** The sample with JSON of any kind in one place. */
const withJson = (sample: unknown, path: string[], json: string): string =>
  JSON.stringify(replaced(sample, path, JSON.parse(HOLE))).replace(HOLE, () => json);

const record = () => ({
  EventSource: 'aws:sns',
  Sns: {
    MessageId: randomUUID(),
    TopicArn: 'arn:aws:sns:ap-northeast-2:123456789012:alerts',
    Subject: SECRETS,
    Message: '',
  },
});
const bySns = (message: string): string =>
  JSON.stringify({ Records: [replaced(record(), ['Sns', 'Message'], message)] });
const inFailure = (payload: string): string =>
  withJson(messagesOf('failure-record')[0], ['requestPayload'], payload);
const byEventBridge = (type: string, detail: string): string =>
  withJson({ ...Object(fixture('alarm-eventbridge')), 'detail-type': type }, ['detail'], detail);

const DETAIL_TYPES = [
  'CloudWatch Alarm State Change',
  'CloudWatch Alarm Contributor State Change',
  COMMAND_STATUS,
  'AWS API Call via CloudTrail',
  'EC2 Instance State-change Notification',
  SCHEDULED,
];

/** Each odd thing in each envelope. */
const enveloped = Object.entries(ODD).flatMap(([name, json]): Bad[] => [
  { name: `${name}, by itself`, payload: json },
  { name: `${name}, as an SNS message`, payload: bySns(json) },
  { name: `${name}, in a failure record`, payload: inFailure(json) },
  { name: `${name}, as Records`, payload: `{"Records":${json}}` },
  ...DETAIL_TYPES.map((type) => ({
    name: `${name}, as detail of ${type}`,
    payload: byEventBridge(type, json),
  })),
]);

/** Where hostile text may stand in what is well-formed else. */
const PLACES: [sample: string, paths: string[][]][] = [
  [
    'cpu-high',
    [
      ['AlarmName'],
      ['AlarmDescription'],
      ['NewStateReason'],
      ['AlarmArn'],
      ['Region'],
      ['Trigger', 'MetricName'],
      ['Trigger', 'Dimensions', '0', 'value'],
      ['StateChangeTime'],
    ],
  ],
  [
    'process-down',
    [
      ['AlarmName'],
      ['Trigger', 'Dimensions'],
      ['Trigger', 'Dimensions', '0', 'value'],
      ['Trigger', 'Dimensions', '1', 'value'],
    ],
  ],
  [
    'contributor',
    [['AlarmContributorId'], ['AlarmContributorAttributes'], ['AlarmContributorAttributes', 'TableName']],
  ],
  ['notification', [['title'], ['text'], ['facts'], ['details'], ['links', '0', 'url']]],
];
const EVENTS: [sample: string, paths: string[][]][] = [
  ['alarm-direct', [['alarmArn'], ['alarmData', 'alarmName'], ['alarmData', 'state', 'reason']]],
  [
    'alarm-eventbridge',
    [
      ['detail', 'alarmName'],
      ['detail', 'state', 'reason'],
      ['detail', 'configuration', 'metrics'],
      ['detail', 'configuration', 'metrics', '0', 'metricStat', 'metric', 'dimensions', 'InstanceId'],
      ['detail', 'configuration', 'description'],
      ['resources'],
    ],
  ],
  [
    'contributor-eventbridge',
    [
      ['detail', 'alarmContributor'],
      ['detail', 'alarmContributor', 'id'],
      ['detail', 'alarmContributor', 'attributes'],
      ['detail', 'alarmContributor', 'attributes', 'TableName'],
      ['detail', 'configuration', 'metrics', '0', 'expression'],
    ],
  ],
  [
    'trail-stopped',
    [
      ['detail', 'requestParameters', 'name'],
      ['detail', 'userIdentity'],
      ['detail', 'userAgent'],
      ['detail', 'errorMessage'],
    ],
  ],
  ['instance-running', [['detail', 'instance-id'], ['detail', 'state'], ['region']]],
  [
    'restart-finished',
    [
      ['detail', 'command-id'],
      ['detail', 'instance-id'],
    ],
  ],
];
const INSIDE = [
  'text: secrets',
  'text: mrkdwn',
  'text: shell',
  'text: log injection',
  'prototype keys',
  'text: huge',
  'text: empty',
  'null',
];

const inPlaces = INSIDE.flatMap((odd): Bad[] => {
  const json = ODD[odd] ?? 'null';
  const name = (sample: string, path: string[]) => `${odd} as ${path.join('.')} of ${sample}`;
  return [
    ...PLACES.flatMap(([sample, paths]) =>
      paths.map((path) => ({
        name: name(sample, path),
        payload: bySns(withJson(messagesOf(sample)[0], path, json)),
      })),
    ),
    ...EVENTS.flatMap(([sample, paths]) =>
      paths.map((path) => ({ name: name(sample, path), payload: withJson(fixture(sample), path, json) })),
    ),
  ];
});

/** A process that is called like something that every object has. */
const processes = ['__proto__', 'constructor', 'toString', '../../bin/sh'].map((exe) => ({
  name: `a process called ${exe}`,
  payload: bySns(
    withJson(
      messagesOf('process-down')[0],
      ['Trigger', 'Dimensions'],
      JSON.stringify([
        { name: 'exe', value: exe },
        { name: 'InstanceId', value: 'i-03e6aec1a93443558' },
      ]),
    ),
  ),
}));

/** No event over what Lambda takes. */
export const badInput: Bad[] = [...enveloped, ...inPlaces, ...processes].filter(
  ({ payload }) => Buffer.byteLength(payload) < 1_000_000,
);

/** What a function may fail with: an error that says what was expected, where, and what came. */
const OURS = new Set([
  'EventParseError',
  'ConfigError',
  'SlackError',
  'StoreError',
  'AggregateError',
  'Error',
]);
const CRASHES =
  /is not (?:a function|iterable|defined)|Cannot read prop|Maximum call stack|Invalid (?:array|string) length|Unexpected token|circular structure/i;

/** What is wrong with how a function fails, or `undefined`. AWS's own errors name what was asked for. */
export function complaintAbout(error: {
  name: string;
  message: string;
  fromAws?: boolean;
}): string | undefined {
  if (!OURS.has(error.name) && !error.fromAws) return `it is a ${error.name}`;
  if (CRASHES.test(error.message)) return 'it is a crash';
  if (error.message.length < 10) return 'it explains nothing';
  if (!error.fromAws && /[\r\n]/.test(error.message)) return 'it lets a line of the log be forged';
  return error.message.length > 2_000 ? 'it is too long to read' : undefined;
}
