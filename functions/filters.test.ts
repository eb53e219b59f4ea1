/** The SNS filters as deployed agree with what the functions ask again, on every event there is. */

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
 * As much of SNS's filter language as the filters use. @see
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
 */
function lets(filter: Filter, body: unknown): boolean {
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
      const notifiedBy = incomingIn(content).map((incoming) =>
        incoming.kind === 'alarm' ? incoming.notifiedBy : undefined,
      );
      expect(notifiedBy).toEqual([lets(withLogs, content) ? 'cpuAlerter' : undefined]);
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
          (incoming) => incoming.kind === 'alarm' && incoming.notifiedBy,
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
