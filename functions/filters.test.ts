/** The SNS filters as deployed agree with what the functions ask again, on every event there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import * as v from 'valibot';
import { eventNames, fixture } from '../events/fixture';
import { isCpuHigh } from '../shared/cpu-alarm';
import { isAlarmMessage, parseAlarmMessage } from '../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../shared/parsing/sns';
import { isProcessDown } from './process-restarter/target';

const condition = v.union([v.string(), v.object({ prefix: v.string() })]);
type Filter = { [key: string]: v.InferOutput<typeof condition>[] | Filter };
const filterSchema: v.GenericSchema<unknown, Filter> = v.record(
  v.string(),
  v.union([v.array(condition), v.lazy(() => filterSchema)]),
);

/** As much of SNS's filter language as the filters use. @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html */
function lets(filter: Filter, body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return Object.entries(filter).every(([key, wanted]) => {
    const value: unknown = Reflect.get(body, key);
    if (!Array.isArray(wanted)) return lets(wanted, value);
    return wanted.some((one) =>
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

describe('the filter processDown', () => {
  it.each(contents)('agrees with the restarter on $name', ({ content }) => {
    const { processDown = {} } = filters;
    const wanted = isAlarmMessage(content) && isProcessDown(parseAlarmMessage(content));
    expect(lets(processDown, content)).toBe(wanted);
  });

  it('lets something through', () => {
    expect(
      contents.filter(({ content }) => lets(filters.processDown ?? {}, content)).map(({ name }) => name),
    ).toEqual(expect.arrayContaining(['process-down', 'missing-data', 'two-records']));
  });
});

describe('the filter cpuHigh', () => {
  const { cpuHigh = {} } = filters;

  it.each(contents)('agrees with cpuAlerter and the notifier on $name', ({ content }) => {
    expect(lets(cpuHigh, content)).toBe(isCpuHigh(content));
  });

  it.each<[string, object, boolean]>([
    ['the agent’s CPU', { Namespace: 'CWAgent', MetricName: 'cpu_usage_active' }, true],
    ['the CPU of a database', { Namespace: 'AWS/RDS', MetricName: 'CPUUtilization' }, false],
    ['credits', { Namespace: 'AWS/EC2', MetricName: 'CPUCreditBalance' }, false],
    ['metric math', { Namespace: undefined, MetricName: undefined, Metrics: [] }, false],
  ])('agrees with them on %s', (_, change, expected) => {
    const [{ content } = { content: undefined }] = contents.filter(({ name }) => name === 'cpu-high');
    const changed = { ...Object(content), Trigger: { ...Object(content).Trigger, ...change } };
    expect([lets(cpuHigh, changed), isCpuHigh(changed)]).toEqual([expected, expected]);
  });

  it('lets something through, and nothing that processDown lets through', () => {
    const names = contents.filter(({ content }) => lets(cpuHigh, content)).map(({ name }) => name);
    expect(names).toEqual(['cpu-high', 'two-records']);
    expect(
      contents.filter(({ content }) => lets(cpuHigh, content) && lets(filters.processDown ?? {}, content)),
    ).toEqual([]);
  });
});
