import fc from 'fast-check';
import { PROCESS_ALARM } from '../../shared/alarm/process';
import type { AlarmExtras, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { NO_PAUSE } from '../../shared/pause';
import { carryOut, instance, minutesAgo, now, reported, rules } from '../../test/instances';
import { isDone, type KnownAlarm } from './alarm-changes';
import { type PlanFacts, plan } from './plan';
import { ACTIONS_DISABLED_TAG, OWNER_TAG } from './rules';

const all = [reported.memory, reported.disk('/'), reported.process('httpd')];

const PROCESSES = ['httpd', 'apache2', 'nginx'].map((name) => `alarm-responder-dev i-1 process ${name}`);

const facts = (change: Partial<InstanceDetails> = {}, metrics: ReportedMetric[] = all): PlanFacts => ({
  instance: { ...instance, ...change },
  reported: metrics,
  existing: [],
  agentReports: metrics.length > 0,
  alive: PROCESSES,
  unreported: [],
  pause: NO_PAUSE,
});

/** The alarms of an instance that has run for long. */
const made = (given = facts()): KnownAlarm[] => carryOut(given.existing, plan(given, rules, now));
const settled = made();
const planned = (given: PlanFacts, over = rules) => plan(given, over, now);
const namesIn = (list: { name: string }[]) =>
  list.map(({ name }) => name.replace(/^alarm-responder-dev i-1 /, ''));
const putNames = (given: PlanFacts) => namesIn(planned(given).puts.map(({ settings }) => settings));
const find = (given: PlanFacts, end: string) =>
  planned(given).puts.find(({ settings }) => settings.name.endsWith(` ${end}`))?.settings;

describe('plan of a new instance', () => {
  it('makes CPU and status checks at once, and what the agent reports', () => {
    const own = ['cpu-warning', 'cpu-critical', 'status-instance', 'status-system'];
    expect(putNames(facts({}, []))).toEqual(own);
    expect(putNames(facts())).toEqual([
      ...own,
      'memory-warning',
      'memory-critical',
      'disk-warning /',
      'disk-critical /',
      'process httpd',
    ]);
  });

  it('makes them with everything CloudWatch must know', () => {
    const { puts } = planned(facts());
    expect(puts[1]).toEqual({
      settings: {
        name: 'alarm-responder-dev i-1 cpu-critical',
        description:
          'severity: critical\nCPU of web-1 (i-1) >= 80 %, average of 60 s, 2 of 3\ninstance: web-1',
        namespace: 'AWS/EC2',
        metric: 'CPUUtilization',
        dimensions: { InstanceId: 'i-1' },
        statistic: 'Average',
        comparison: 'GreaterThanOrEqualToThreshold',
        threshold: 80,
        period: 60,
        needed: 2,
        of: 3,
        missing: 'missing',
        alarmActions: [rules.alerts],
        okActions: [rules.alerts],
        insufficientDataActions: [],
        extras: {},
      },
      actionsEnabled: true,
      tags: {
        Name: 'web-1',
        'alarm-responder:made-by': 'alarm-responder-dev',
        'alarm-responder:instance': 'i-1',
      },
      untag: [],
      arn: undefined,
    });
  });

  it('watches a process as the restarter expects it: missing data breach', () => {
    expect(find(facts(), 'process httpd')).toMatchObject({
      metric: 'procstat_lookup_pid_count',
      dimensions: { exe: 'httpd', pid_finder: 'native', InstanceId: 'i-1' },
      statistic: PROCESS_ALARM.statistic,
      comparison: PROCESS_ALARM.comparison,
      threshold: PROCESS_ALARM.threshold,
      period: PROCESS_ALARM.period,
      needed: PROCESS_ALARM.datapointsToAlarm,
      of: PROCESS_ALARM.evaluationPeriods,
      missing: PROCESS_ALARM.missingData,
    });
  });

  it.each<[string, ReportedMetric[], object]>([
    [
      'every five minutes without detailed monitoring',
      [],
      { period: 300, needed: 1, of: 1, namespace: 'AWS/EC2' },
    ],
    [
      'every minute by the agent’s CPU metric',
      [reported.cpu],
      { period: 60, needed: 2, of: 3, metric: 'cpu_usage_active', dimensions: { cpu: 'cpu-total' } },
    ],
  ])('looks at CPU %s', (_, metrics, expected) => {
    const given = facts({ detailedMonitoring: false }, metrics);
    expect(find(given, 'cpu-warning')).toMatchObject(expected);
    expect(planned(given).slow).toBe(metrics.length === 0 ? 2 : 0);
  });

  it('makes an alarm for each real disk and each process that is watched', () => {
    const metrics = [
      reported.disk('/'),
      reported.disk('/data-1'),
      reported.disk('/run', 'tmpfs'),
      reported.process('nginx'),
      reported.process('java'),
      reported.pattern('apache2'),
    ];
    expect(putNames(facts({}, metrics)).slice(4)).toEqual([
      'disk-warning /',
      'disk-warning /data-1',
      'disk-critical /',
      'disk-critical /data-1',
      'process nginx',
      'process apache2',
    ]);
  });

  it('gives no two disks one name, however long their paths are', () => {
    const paths = ['a', 'b'].map((end) => `/${'x'.repeat(300)}${end}`);
    const names = planned(
      facts(
        {},
        paths.map((path) => reported.disk(path)),
      ),
    ).puts.map(({ settings }) => settings.name);
    expect(names).toHaveLength(8);
    expect(new Set(names).size).toBe(8);
    expect(Math.max(...names.map(({ length }) => length))).toBe(255);
  });

  it('waits for a process to be seen alive', () => {
    const given = { ...facts({}, [reported.process('httpd'), reported.process('nginx')]), alive: [] };
    expect(namesIn(planned(given).unseen)).toEqual(['process httpd', 'process nginx']);
    expect(putNames(given).filter((name) => name.startsWith('process'))).toEqual([]);
    const seen = { ...given, alive: PROCESSES.slice(0, 1) };
    expect(putNames(seen)).toContain('process httpd');
    expect(namesIn(planned(seen).unseen)).toEqual(['process nginx']);
  });

  it('counts no process that was never seen alive among those that are too many', () => {
    const over = { ...rules, config: { ...rules.config, most: 1 } };
    const given = facts({}, ['httpd', 'nginx', 'apache2'].map(reported.process));
    const first = planned({ ...given, alive: [] }, over);
    expect(namesIn(first.unseen)).toEqual(['process httpd', 'process nginx', 'process apache2']);
    expect(first.leftOut).toEqual([]);
    const living = planned({ ...given, alive: PROCESSES.slice(1) }, over);
    expect(namesIn(living.puts.map(({ settings }) => settings))).toContain('process nginx');
    expect(namesIn(living.unseen)).toEqual(['process httpd']);
    expect(living.leftOut).toEqual([{ template: 'process', items: ['apache2'] }]);
  });

  it('keeps the actions off while it boots, and says on each alarm that we did so', () => {
    const { actionState, puts } = planned({
      ...facts({ launchedAt: minutesAgo(2) }, []),
      agentReports: false,
    });
    expect(actionState).toBe('grace');
    expect(puts.map(({ actionsEnabled }) => actionsEnabled)).toEqual([false, false, false, false]);
    expect(puts[0]?.tags[ACTIONS_DISABLED_TAG]).toBe('true');
  });
});

describe('plan of an instance that has its alarms', () => {
  const later = (change: Partial<InstanceDetails>, existing = settled, metrics = all) =>
    planned({ ...facts(change, metrics), existing });

  it('does nothing', () => {
    expect(isDone(later({}))).toBe(true);
    expect(later({}).total).toBe(9);
  });

  it.each(['stopping', 'stopped', 'shutting-down'])('puts them to sleep when it is %s', (state) => {
    const { disables, actionState } = later({ state });
    expect(actionState).toBe('disabled');
    expect(disables).toHaveLength(9);
  });

  it('wakes them, and has those in ALARM look anew', () => {
    const asleep = made({ ...facts({ state: 'stopped' }), existing: settled });
    const dead = asleep.map((alarm) =>
      alarm.name.endsWith('httpd') ? { ...alarm, state: 'ALARM' as const } : alarm,
    );
    const { enables, resets, puts } = later({}, dead);
    expect(enables).toHaveLength(9);
    expect(resets).toEqual(['alarm-responder-dev i-1 process httpd']);
    expect(puts).toEqual([]);
  });

  it('never wakes what a person has switched off, not even by changing it', () => {
    const [first, ...rest] = settled;
    if (!first) throw new Error('expected an alarm');
    const off = [{ ...first, actionsEnabled: false }, ...rest];
    const asleep = made({ ...facts({ state: 'stopped' }), existing: off });
    expect(namesIn(later({}, asleep).enables)).not.toContain('cpu-warning');
    const { puts, enables } = later({ name: 'web-2', tags: { Name: 'web-2' } }, asleep);
    expect(puts.map(({ actionsEnabled }) => actionsEnabled)).toEqual([false, ...rest.map(() => true)]);
    expect(enables).toHaveLength(8);
  });

  it('deletes them when it is terminated or forgotten', () => {
    expect(later({ state: 'terminated' }).deletes).toHaveLength(9);
    const gone = { ...facts(), instance: undefined, existing: settled };
    expect(planned(gone).deletes).toHaveLength(9);
  });

  it('deletes them when it is to be skipped or has left the scope', () => {
    expect(later({ tags: { 'alarm-responder:skip': 'true' } }).deletes).toHaveLength(9);
    const narrow = { ...rules, config: { ...rules.config, scope: { tag: 'monitoring', value: undefined } } };
    expect(planned({ ...facts(), existing: settled }, narrow).deletes).toHaveLength(9);
  });

  it('changes the same alarm when the tag with the threshold changes', () => {
    const { puts, deletes } = later({ tags: { Name: 'web-1', 'alarm-responder:cpu-critical': '95' } });
    expect(deletes).toEqual([]);
    expect(puts).toMatchObject([
      {
        settings: { name: 'alarm-responder-dev i-1 cpu-critical', threshold: 95 },
        arn: expect.stringMatching(/cpu-critical$/),
      },
    ]);
  });

  it('changes all when the Name changes, and takes a tag away that the instance has lost', () => {
    const { puts } = later({ name: undefined, tags: {} });
    expect(puts).toHaveLength(9);
    expect(puts[0]).toMatchObject({
      settings: { description: 'severity: warning\nCPU of i-1 >= 60 %, average of 60 s, 2 of 3' },
      untag: ['Name'],
    });
  });

  it('gives lost actions back, and keeps those that people have added', () => {
    const existing = settled.map((alarm) => ({ ...alarm, alarmActions: ['arn:aws:sns:x:1:mine'] }));
    const { puts } = later({}, existing);
    expect(puts).toHaveLength(9);
    expect(puts[0]?.settings.alarmActions).toEqual(['arn:aws:sns:x:1:mine', rules.alerts]);
  });

  it('keeps what else people have set on an alarm', () => {
    const extras: AlarmExtras = {
      ActionConfiguration: { AlarmTagsPropagation: { Enabled: true } },
      WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 10 },
    };
    const existing = settled.map((alarm) => ({ ...alarm, extras }));
    expect(isDone(later({}, existing))).toBe(true);
    const { puts } = later({ tags: { Name: 'web-2' }, name: 'web-2' }, existing);
    expect(puts.map(({ settings }) => settings.extras)).toEqual(Array(9).fill(extras));
  });

  it('follows a disk to another device once the old one was not reported for long', () => {
    const moved = {
      ...reported.disk('/'),
      dimensions: { ...reported.disk('/').dimensions, device: 'nvme9' },
    };
    const given = { ...facts({}, [moved]), existing: settled };
    expect(namesIn(planned(given).silent)).toEqual(['disk-warning /', 'disk-critical /', 'process httpd']);
    const unreported = planned(given).silent.map(({ name }) => name);
    const { puts, deletes } = planned({ ...given, unreported });
    expect(puts.map(({ settings }) => settings.dimensions.device)).toEqual(['nvme9', 'nvme9']);
    expect(deletes).toEqual(['alarm-responder-dev i-1 process httpd']);
  });

  it('says that an instance has left the scope, and loses its alarms', () => {
    const tagged = { ...rules, config: { ...rules.config, scope: { tag: 'monitoring' } } };
    const left = planned({ ...facts(), existing: settled }, tagged);
    expect(left.deletes).toHaveLength(9);
    expect(left.problems).toEqual([expect.stringContaining('out of the scope')]);
    expect(planned(facts(), tagged).problems).toEqual([]);
  });

  it('gives a lost action back when the alarm is over, too', () => {
    const existing = settled.map((alarm) => ({ ...alarm, okActions: [] }));
    expect(later({}, existing).puts.map(({ settings }) => settings.okActions)).toEqual(
      Array(9).fill([rules.alerts]),
    );
  });

  it.each([
    ['is reported as 0', all],
    ['is not reported any more', []],
  ])('keeps the alarm of a process that has not been seen alive for long and %s', (_, metrics) => {
    const dead = planned({ ...facts({}, metrics), existing: settled, alive: [] });
    expect(isDone(dead)).toBe(true);
    expect(dead).toMatchObject({ total: 9, unseen: [] });
  });

  it('keeps the alarms of an agent that has fallen silent, also under a changed threshold', () => {
    expect(isDone(later({}, settled, []))).toBe(true);
    const { puts, deletes } = later(
      { tags: { Name: 'web-1', 'alarm-responder:memory-warning': '70' } },
      settled,
      [],
    );
    expect(puts).toMatchObject([{ settings: { threshold: 70, dimensions: { ImageId: 'ami-1' } } }]);
    expect(deletes).toEqual([]);
  });

  it.each([
    ['a disk that is not reported any more', [reported.disk('/new')], ['/new'], ['/', '/a']],
    ['a disk that is reported and new', [reported.disk('/a'), reported.disk('/')], ['/'], ['/a']],
    ['no disk while the agent is silent', [], ['/'], ['/a']],
  ])('leaves out, of too many, first %s', (_, metrics, kept, leftOut) => {
    const over = { ...rules, config: { ...rules.config, most: 1 } };
    const disks = made(facts({}, [reported.disk('/'), reported.disk('/a')]));
    const existing = metrics.length === 2 ? disks.filter(({ name }) => !name.endsWith('/a')) : disks;
    const { leftOut: left, ...rest } = planned({ ...facts({}, metrics), existing }, over);
    const after = namesIn(carryOut(existing, { ...rest, leftOut: left }));
    expect(after.filter((name) => name.startsWith('disk-critical'))).toEqual(
      kept.map((path) => `disk-critical ${path}`),
    );
    expect(left).toContainEqual({ template: 'disk-critical', items: leftOut });
  });

  it('follows the metrics of another type, though the old ones stay listed', () => {
    const bigger = all.map((one) => ({
      ...one,
      dimensions: { ...one.dimensions, InstanceType: 't3.large' },
    }));
    const { puts, total } = later({ type: 't3.large' }, settled, [...all, ...bigger]);
    expect(total).toBe(9);
    expect(puts.map(({ settings }) => settings.dimensions.InstanceType)).toEqual(Array(5).fill('t3.large'));
  });

  it('leaves an alarm alone that has our name but not our tag, and says so', () => {
    const existing = settled.map((alarm) => ({ ...alarm, tags: {} }));
    const { problems, ...rest } = later({ state: 'stopped' }, existing);
    expect(isDone(rest)).toBe(true);
    expect(problems).toHaveLength(9);
    expect(problems[0]).toContain('has a name of ours, but not our tag');
  });

  it('goes by the default and says when a tag cannot be read', () => {
    const { puts, problems } = later({ tags: { Name: 'web-1', 'alarm-responder:cpu-critical': 'high' } });
    expect(puts).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('holds "high", not a number')]);
  });

  it('sleeps while it is paused, and says what is wrong with its pause', () => {
    const pause = { until: minutesAgo(-60), problem: 'its tag says more than 24 h' };
    expect(planned({ ...facts(), existing: settled, pause })).toMatchObject({
      actionState: 'disabled',
      puts: [],
      disables: { length: 9 },
      problems: ['its tag says more than 24 h'],
    });
  });
});

describe('plan', () => {
  const anyMetric = fc.oneof(
    fc.constant(reported.memory),
    fc.constant(reported.cpu),
    fc.constantFrom('/', '/data', '/var/lib').map((path) => reported.disk(path)),
    fc.constantFrom('httpd', 'nginx', 'java').map(reported.process),
  );
  const anyTags = fc.dictionary(
    fc.constantFrom(
      'Name',
      'alarm-responder:cpu-critical',
      'alarm-responder:process',
      'alarm-responder:skip',
    ),
    fc.oneof(fc.string(), fc.constantFrom('true', '90')),
  );
  const anyFacts = fc
    .record({
      state: fc.constantFrom('pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'),
      tags: anyTags,
      type: fc.constantFrom('t3.micro', 't3.large'),
      detailedMonitoring: fc.boolean(),
      age: fc.integer({ min: 0, max: 60 }),
      reported: fc.array(anyMetric, { maxLength: 6 }),
      agentReports: fc.boolean(),
      alive: fc.subarray(PROCESSES),
      unreported: fc.subarray([...PROCESSES, 'alarm-responder-dev i-1 disk-warning /']),
      pausedUntil: fc.constantFrom(undefined, minutesAgo(-60)),
      forgotten: fc.constantFrom(false, false, false, true),
    })
    .map(({ age, reported: metrics, agentReports, alive, unreported, pausedUntil, forgotten, ...rest }) => ({
      instance: forgotten
        ? undefined
        : { ...instance, ...rest, name: rest.tags.Name || undefined, launchedAt: minutesAgo(age) },
      reported: metrics,
      agentReports,
      alive,
      unreported,
      pause: { until: pausedUntil, problem: undefined },
    }));
  const anyTampering = fc.record({
    state: fc.constantFrom('OK' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const),
    actionsEnabled: fc.option(fc.boolean(), { nil: undefined }),
    foreign: fc.constantFrom(false, false, false, true),
    threshold: fc.option(fc.integer(), { nil: undefined }),
  });

  it('has nothing left to do once it is carried out, whatever was before', () => {
    const story = fc.array(fc.tuple(anyFacts, anyTampering), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(story, fc.constantFrom(20, 1), (steps, most) => {
        const over = { ...rules, config: { ...rules.config, most } };
        let existing: KnownAlarm[] = [];
        for (const [given, tampering] of steps) {
          existing = carryOut(existing, plan({ ...given, existing }, over, now));
          expect(isDone(plan({ ...given, existing }, over, now))).toBe(true);
          existing = existing.map((alarm, index) => ({
            ...alarm,
            state: tampering.state,
            actionsEnabled: tampering.actionsEnabled ?? alarm.actionsEnabled,
            threshold: tampering.threshold ?? alarm.threshold,
            tags: tampering.foreign && index === 0 ? {} : alarm.tags,
          }));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nothing of ours behind when the instance is gone, and touches nothing of others', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const mine = carryOut([], plan({ ...given, existing: [] }, rules, now));
        const others = mine.map((alarm) => ({
          ...alarm,
          name: `${alarm.name} x`,
          tags: { [OWNER_TAG]: 'other' },
        }));
        const end = plan({ ...given, instance: undefined, existing: [...mine, ...others] }, rules, now);
        expect(carryOut([...mine, ...others], end)).toEqual(others);
      }),
    );
  });
});
