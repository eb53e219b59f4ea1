/** The filters as deployed agree with what the functions ask again, on every event there is. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import * as v from 'valibot';
import { explainingLog } from '../shared/alarm/explained-by-log';
import { log } from '../shared/log';
import { isAlarmMessage, parseAlarmMessage } from '../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../shared/parsing/sns';
import { alerterDeps } from '../test/cpu-alerter';
import { eventNames, fixture } from '../test/fixture';
import { createHandler as createAlerter } from './cpu-alerter/handler';
import { isProcessDown } from './process-restarter/target';
import { readIncoming } from './slack-notifier/incoming';

const condition = v.union([v.string(), v.object({ prefix: v.string() })]);
type Filter = { [key: string]: v.InferOutput<typeof condition>[] | Filter };
const filterSchema: v.GenericSchema<unknown, Filter> = v.record(
  v.string(),
  v.union([v.array(condition), v.lazy(() => filterSchema)]),
);

/**
 * As much of SNS's and EventBridge's filter languages as the filters use. What is asked of objects holds for a list of
 * them when it holds for one. @see
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html
 */
function lets(filter: Filter, body: unknown): boolean {
  if (Array.isArray(body)) return body.some((one) => lets(filter, one));
  if (typeof body !== 'object' || body === null) return false;
  return Object.entries(filter).every(([key, expected]) => {
    const value: unknown = Reflect.get(body, key);
    if (!Array.isArray(expected)) return lets(expected, value);
    return expected.some((one) =>
      typeof one === 'string' ? value === one : typeof value === 'string' && value.startsWith(one.prefix),
    );
  });
}

const filters = v.parse(
  v.record(v.string(), filterSchema),
  load(readFileSync(join(__dirname, '../resources/filters.yml'), 'utf8')),
);

const contents = eventNames()
  .filter((name) => Array.isArray(Object(fixture(name)).Records))
  .flatMap((name) => parseSns(fixture(name)).map((record) => ({ name, content: contentOf(record) })));

/** The event with this message, as a topic delivers it. */
function eventOf(content: unknown) {
  const [record] = Object(fixture('cpu-high')).Records;
  return { Records: [{ ...record, Sns: { ...record.Sns, Message: JSON.stringify(content) } }] };
}
const incomingIn = (content: unknown) => readIncoming(eventOf(content));

describe('the filter processDown', () => {
  it.each(contents)('agrees with the restarter on $name', ({ content }) => {
    const { processDown = {} } = filters;
    const expected = isAlarmMessage(content) && isProcessDown(parseAlarmMessage(content));
    expect(lets(processDown, content)).toBe(expected);
  });

  it('lets something through', () => {
    expect(
      contents.filter(({ content }) => lets(filters.processDown ?? {}, content)).map(({ name }) => name),
    ).toEqual(expect.arrayContaining(['process-down', 'missing-data', 'two-records']));
  });
});

describe('the filter withLogs', () => {
  const { withLogs = {} } = filters;

  it.each(contents)('agrees with cpuAlerter on $name', ({ content }) => {
    expect(lets(withLogs, content)).toBe(explainingLog(content) !== undefined);
  });

  it.each(contents)(
    'agrees with the notifier, which leaves the same to cpuAlerter, on $name',
    ({ content }) => {
      const explainedVia = incomingIn(content).map((incoming) =>
        incoming.kind === 'alarm' ? incoming.explainedVia : undefined,
      );
      expect(explainedVia).toEqual([lets(withLogs, content) ? 'topic' : undefined]);
    },
  );

  it('and the notifier never leave an alarm to cpuAlerter that it does not take, whatever an alarm contains', async () => {
    const deps = alerterDeps({ logs: () => ({ minutes: 5, cpu: [] }) });
    const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 15_000 };
    const alarms = contents
      .filter(({ content }) => isAlarmMessage(content))
      .map(({ content }) => Object(content));
    const odd = fc.oneof(
      fc.constantFrom(
        ...[null, undefined, 42, '', 'ALARM', 'OK', 'CPUUtilization', 'AWS/EC2'],
        ...['WatchedBucketAccess', 'AlarmResponder/dev'],
      ),
      fc.anything(),
    );
    const change = fc.dictionary(
      fc.constantFrom('NewStateValue', 'AlarmRule', 'StateChangeTime', 'AlarmName'),
      odd,
      { maxKeys: 2 },
    );
    const inTrigger = fc.dictionary(
      fc.constantFrom('Namespace', 'MetricName', 'Metrics', 'Dimensions'),
      odd,
      { maxKeys: 2 },
    );
    jest.spyOn(log(), 'info').mockImplementation();
    jest.spyOn(log(), 'warn').mockImplementation();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...alarms), change, inTrigger, async (alarm, changed, inside) => {
        const content = JSON.parse(
          JSON.stringify({ ...alarm, Trigger: { ...alarm.Trigger, ...inside }, ...changed }),
        );
        const left = incomingIn(content).filter(
          (incoming) => incoming.kind === 'alarm' && incoming.explainedVia,
        );
        const taken = await createAlerter(deps)(eventOf(content), context);
        expect(taken).toHaveLength(left.length);
      }),
    );
  });

  it.each<[string, object, boolean]>([
    ['the agent’s CPU', { Namespace: 'CWAgent', MetricName: 'cpu_usage_active' }, true],
    ['the CPU of a database', { Namespace: 'AWS/RDS', MetricName: 'CPUUtilization' }, false],
    ['credits', { Namespace: 'AWS/EC2', MetricName: 'CPUCreditBalance' }, false],
    [
      'watched buckets of any stage',
      { Namespace: 'AlarmResponder/prod', MetricName: 'WatchedBucketAccess' },
      true,
    ],
    ['another metric of ours', { Namespace: 'AlarmResponder/dev', MetricName: 'Notified' }, false],
    ['metric math', { Namespace: undefined, MetricName: undefined, Metrics: [] }, false],
  ])('agrees with them on %s', (_, change, expected) => {
    const [{ content } = { content: undefined }] = contents.filter(({ name }) => name === 'cpu-high');
    const changed = { ...Object(content), Trigger: { ...Object(content).Trigger, ...change } };
    expect([lets(withLogs, changed), explainingLog(changed) !== undefined]).toEqual([expected, expected]);
  });

  it('lets through what nobody has, which is left to the notifier', () => {
    const [{ content } = { content: undefined }] = contents.filter(({ name }) => name === 's3-access');
    const odd = { ...Object(content), Trigger: { Namespace: 'AWS/EC2', MetricName: 'WatchedBucketAccess' } };
    expect([lets(withLogs, odd), explainingLog(odd)]).toEqual([true, undefined]);
  });

  it('lets something through, and nothing that processDown lets through', () => {
    const names = contents.filter(({ content }) => lets(withLogs, content)).map(({ name }) => name);
    expect(names).toEqual(['cpu-high', 's3-access', 'two-records']);
    expect(
      contents.filter(({ content }) => lets(withLogs, content) && lets(filters.processDown ?? {}, content)),
    ).toEqual([]);
  });
});

describe('the filter withLogsByEventBridge', () => {
  const { withLogsByEventBridge = {} } = filters;
  const isLetIn = (event: unknown) => lets(withLogsByEventBridge, Object(event).detail);
  const isExplained = (event: unknown) => explainingLog(event) !== undefined;
  // As the rule asks before (resources/alarm-actions.yml).
  const events = eventNames()
    .map((name) => ({ name, event: Object(fixture(name)) }))
    .filter(({ event }) => event['detail-type'] === 'CloudWatch Alarm State Change');

  it.each(events)('agrees with cpuAlerter on $name', ({ event }) => {
    expect(isLetIn(event)).toBe(isExplained(event));
  });

  it('lets something through', () => {
    expect(events.filter(({ event }) => isLetIn(event)).map(({ name }) => name)).toEqual([
      'alarm-eventbridge',
    ]);
  });

  const cpuHigh = Object(fixture('alarm-eventbridge'));
  const changed = (change: object) => ({ ...cpuHigh, detail: { ...cpuHigh.detail, ...change } });
  const metric = (namespace: string, name: string) => ({
    id: 'm1',
    metricStat: { metric: { namespace, name }, period: 60, stat: 'Average' },
    returnData: true,
  });
  const over = (...metrics: object[]) => changed({ configuration: { metrics } });
  const inState = (change: object) => changed({ state: { ...cpuHigh.detail.state, ...change } });
  const cpu = metric('AWS/EC2', 'CPUUtilization');

  it.each<[string, unknown, boolean]>([
    ['the agent’s CPU', over(metric('CWAgent', 'cpu_usage_active')), true],
    ['watched buckets of any stage', over(metric('AlarmResponder/prod', 'WatchedBucketAccess')), true],
    ['the CPU of a database', over(metric('AWS/RDS', 'CPUUtilization')), false],
    ['credits', over(metric('AWS/EC2', 'CPUCreditBalance')), false],
    ['another metric of ours', over(metric('AlarmResponder/dev', 'Notified')), false],
    ['OK', inState({ value: 'OK' }), false],
    ['no data', inState({ value: 'INSUFFICIENT_DATA' }), false],
    ['no metric', over(), false],
    ['an expression alone', over({ id: 'e1', expression: 'SELECT AVG(CPUUtilization)' }), false],
    [
      'one metric’s namespace and another’s name',
      over(metric('AWS/EC2', 'NetworkIn'), metric('AWS/RDS', 'CPUUtilization')),
      false,
    ],
  ])('agrees with cpuAlerter on %s', (_, event, expected) => {
    expect([isLetIn(event), isExplained(event)]).toEqual([expected, expected]);
  });

  it.each<[string, unknown]>([
    ['metric math over a CPU', over(cpu, { id: 'e1', expression: 'm1 * 2', returnData: true })],
    ['two CPUs', over(cpu, { ...cpu, id: 'm2' })],
    ['one’s namespace and name of another kind', over(metric('AWS/EC2', 'WatchedBucketAccess'))],
    ['an alarm that is muted', changed({ muteDetail: { mutedByArn: 'arn:aws:cloudwatch:…' } })],
    ['an alarm whose actions are suppressed', inState({ actionsSuppressedBy: 'WaitPeriod' })],
  ])('lets %s through, which is left to the notifier', (_, event) => {
    expect([isLetIn(event), isExplained(event)]).toEqual([true, false]);
  });

  it('and the notifier never leave an alarm to cpuAlerter that it does not take, whatever an alarm contains', async () => {
    const deps = alerterDeps({ logs: () => ({ minutes: 5, cpu: [] }) });
    const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 15_000 };
    jest.spyOn(log(), 'info').mockImplementation();
    jest.spyOn(log(), 'warn').mockImplementation();
    const odd = fc.oneof(fc.constantFrom(null, undefined, 42, '', 'ALARM', 'OK', [], {}), fc.anything());
    const keys = ['alarmName', 'state', 'configuration', 'muteDetail', 'alarmContributor', 'previousState'];
    const detail = fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 1 });
    const query = fc.dictionary(fc.constantFrom('id', 'expression', 'metricStat', 'period'), odd, {
      maxKeys: 2,
    });
    const around = fc.dictionary(fc.constantFrom('resources', 'account', 'time'), odd, { maxKeys: 1 });
    await fc.assert(
      fc.asyncProperty(detail, query, around, async (changedDetail, changedQuery, changedEvent) => {
        const { detail } = over({ ...cpu, ...changedQuery });
        const made = { ...cpuHigh, detail: { ...detail, ...changedDetail }, ...changedEvent };
        const event = JSON.parse(JSON.stringify(made));
        const left = readIncoming(event).filter(
          (incoming) => incoming.kind === 'alarm' && incoming.explainedVia,
        );
        expect(await createAlerter(deps)(event, context)).toHaveLength(left.length);
        if (left.length > 0) expect(isLetIn(event)).toBe(true);
      }),
    );
  });
});
