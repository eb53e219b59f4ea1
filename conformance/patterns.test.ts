/** Every event pattern and filter policy, asked about real events and near misses, of an emulator's TestEventPattern. */
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import * as v from 'valibot';
import { startMinistack } from '../e2e/emulators/ministack';
import { eventNames, fixture, messagesOf } from '../test/fixture';
import { arnOf } from './arns';
import { sharedFacts } from './facts';
import { alternatives, nearMisses, type Pattern, problemsOf } from './near-misses';
import { deployed, ofType, type Template } from './template';

const { programs, templates } = sharedFacts();

let emulator: Awaited<ReturnType<typeof startMinistack>>;
let client: EventBridgeClient;
beforeAll(async () => {
  emulator = await startMinistack(programs, 'http://127.0.0.1:9'); // nobody asks for SSM
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new EventBridgeClient({ endpoint: emulator.url, region: 'ap-northeast-2', credentials });
});
afterAll(() => emulator.stop());

async function matches(pattern: Pattern, event: unknown): Promise<boolean> {
  const EventPattern = JSON.stringify(pattern);
  const command = new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) });
  const { Result = false } = await client.send(command);
  return Result;
}

/** SNS asks of a message, or its attributes, as EventBridge does of an event's detail. */
const lets = (filter: Pattern, message: unknown): Promise<boolean> =>
  matches({ detail: filter }, { ...Object(fixture('alarm-eventbridge')), detail: message });

/** The value with every reference to the template's own resources resolved. */
function resolved(template: Template, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(template, one));
  if (typeof value !== 'object' || value === null) return value;
  if (/^(Ref|Fn::\w+)$/.test(Object.keys(value)[0] ?? '')) return arnOf(template, value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(template, one)]));
}

const ruleSchema = v.object({ EventPattern: v.optional(v.unknown()) });
const subscriptionSchema = v.object({
  FilterPolicy: v.optional(v.unknown()),
  FilterPolicyScope: v.optional(v.string(), 'MessageAttributes'),
});

/** What is asked in any template, each once, with one that asks it. */
function asked(questions: (template: Template) => [where: string, question: unknown][]) {
  const all = Object.values(templates).flatMap((whole) => {
    const template = deployed(whole);
    return questions(template).map(([where, question]) => [where, resolved(template, question)] as const);
  });
  return [
    ...new Map(
      all.map(([where, question]) => [JSON.stringify(question), [where, question] as const]),
    ).values(),
  ];
}

const patterns = asked((template) =>
  [...ofType(template, 'AWS::Events::Rule', ruleSchema)].flatMap(([id, { EventPattern }]) =>
    EventPattern === undefined ? [] : [[id, EventPattern]],
  ),
);
const filters = (scope: string) =>
  asked((template) =>
    [...ofType(template, 'AWS::SNS::Subscription', subscriptionSchema)].flatMap(([id, one]) =>
      one.FilterPolicy === undefined || one.FilterPolicyScope !== scope ? [] : [[id, one.FilterPolicy]],
    ),
  );

/** Events of AWS by name, and one of an alarm that is not ours. */
const named = new Map(
  eventNames()
    .map((name) => [name, Object(fixture(name))] as const)
    .filter(([, event]) => event['detail-type'] !== undefined),
);
const ours = named.get('alarm-eventbridge');
const NOT_OURS = 'web-1 cpu-high';
named.set('alarm-eventbridge of somebody else', {
  ...ours,
  resources: [`arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${NOT_OURS}`],
  detail: { ...ours.detail, alarmName: NOT_OURS },
});
const eventsOfAws = [...named.values()];
const messages = eventNames()
  .filter((name) => name !== 'plain-text' && Array.isArray(Object(fixture(name)).Records))
  .flatMap(messagesOf);
/** As functions/slack-notifier publishes them for subscribers: each severity, of each kind. */
const attributes = ['critical', 'warning', 'info', 'good', 'unknown'].flatMap((severity) => [
  { severity },
  { severity, kind: ['instance-stopped'] },
]);

/** Which of these events each rule is for. */
const FOR: Record<string, string[]> = {
  AllAlarmsRule: [
    'alarm-eventbridge-composite',
    'contributor-eventbridge',
    'contributors-parent-eventbridge',
    'alarm-eventbridge of somebody else',
  ],
  ExplainedAlarmsRule: ['alarm-eventbridge of somebody else'],
  AlarmresponderdevprocessRestarterrule2EventBridgeRule: ['restart-finished'],
  AlarmresponderdevtrailReenablerrule1EventBridgeRule: [
    'trail-deleted',
    'trail-paused',
    'trail-refused',
    'trail-selectors',
    'trail-stopped',
    'trail-weakened',
  ],
  AlarmresponderdevinstanceAlarmsrule1EventBridgeRule: [
    'instance-running',
    'instance-stopped',
    'instance-terminated',
  ],
  RootSignInRule: ['root-sign-in'],
  Rule: ['root-sign-in'], // forwards them from us-east-1
};

describe('every event pattern', () => {
  it.each(patterns)('of %s matches an event, and no near miss', async (_, pattern) => {
    const problems: string[] = [];
    for (const way of alternatives(pattern)) problems.push(...(await problemsOf(way, eventsOfAws, matches)));
    expect(problems).toEqual([]);
  });

  it.each(patterns)('of %s matches those events alone that are for it', async (id, pattern) => {
    const matching: string[] = [];
    for (const [name, event] of named) {
      for (const way of alternatives(pattern)) if (await matches(way, event)) matching.push(name);
    }
    expect([id, matching]).toEqual([id, FOR[id]]);
  });

  it('is in this table, and nothing else is', () => {
    expect(patterns.map(([id]) => id).sort()).toEqual(Object.keys(FOR).sort());
  });
});

describe('every filter of messages', () => {
  it.each(filters('MessageBody'))('of %s matches a message, and no near miss', async (_, filter) => {
    for (const way of alternatives(filter)) expect(await problemsOf(way, messages, lets)).toEqual([]);
  });

  it.each(filters('MessageAttributes'))('of %s matches attributes, and no near miss', async (_, filter) => {
    for (const way of alternatives(filter)) expect(await problemsOf(way, attributes, lets)).toEqual([]);
  });

  it('is one of several', () => {
    expect(filters('MessageBody').length).toBeGreaterThanOrEqual(2);
    expect(filters('MessageAttributes').length).toBeGreaterThanOrEqual(1);
  });
});

describe('a pattern', () => {
  const stopped = { source: ['aws.cloudtrail'], detail: { eventName: ['StopLogging'] } };
  it.each<[fault: string, pattern: Pattern, problems: string[]]>([
    ['nothing', stopped, []],
    [
      'a name that AWS does not send',
      { ...stopped, detail: { eventName: ['StopLoging'] } },
      ['no event matches'],
    ],
    [
      'a key that AWS does not send',
      { ...stopped, detail: { EventName: ['StopLogging'] } },
      ['no event matches'],
    ],
  ])('would not do with %s', async (_, pattern, problems) => {
    expect(await problemsOf(pattern, eventsOfAws, matches)).toEqual(problems);
  });

  it('has a near miss for each of its conditions', () => {
    const pattern = {
      source: ['aws.ec2'],
      resources: [{ 'anything-but': ['arn:a'] }],
      detail: { state: [{ prefix: 'run' }] },
    };
    const event = { source: 'aws.ec2', resources: ['arn:b'], detail: { state: 'running' } };
    expect(nearMisses(pattern, event).map(({ change }) => change)).toEqual([
      'source is missing',
      'source is "aws.ec2 "',
      'source is "ws.ec2"',
      'source is "AWS.EC2"',
      'resources is missing',
      'resources is "arn:a"',
      'detail.state is missing',
      'detail.state is "xrunning"',
      'detail.state is "RUN"',
    ]);
  });
});
