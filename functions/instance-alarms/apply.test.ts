import { fakeAws, throttling } from '../../test/fake-aws';
import { carryOut, instance, now, rules } from '../../test/instances';
import type { KnownAlarm } from './alarm-changes';
import { apply } from './apply';
import { NOTHING_KNOWN, type Plan, type PlanFacts, plan } from './plan';

const facts: PlanFacts = { ...NOTHING_KNOWN, instance };
const making = plan(facts, rules, now);
const made = carryOut([], making);
const planned = (change: Partial<PlanFacts>): Plan =>
  plan({ ...facts, existing: made, ...change }, rules, now);

/** AWS with these alarms. */
function withAlarms(alarms: KnownAlarm[] = made) {
  const aws = fakeAws();
  for (const alarm of alarms) aws.alarms.set(alarm.name, { ...alarm, tags: { ...alarm.tags } });
  return aws;
}

const verbsOf = (calls: string[]): string[] => calls.map((call) => call.split(' ')[0] ?? '');

describe('apply', () => {
  it('makes alarms', async () => {
    const { verbs, alarms, calls } = withAlarms([]);
    expect(await apply(making, verbs)).toEqual({ left: false });
    expect([...alarms.values()]).toEqual(made);
    expect(verbsOf(calls)).toEqual(Array(4).fill('put'));
  });

  it('marks alarms before it switches them off, all in one call', async () => {
    const { verbs, calls } = withAlarms();
    await apply(planned({ instance: { ...instance, state: 'stopped' } }), verbs);
    expect(verbsOf(calls)).toEqual(['tag', 'tag', 'tag', 'tag', 'disable']);
  });

  it('unmarks them last when they wake, so that a crash loses nothing', async () => {
    const asleep = carryOut(made, planned({ instance: { ...instance, state: 'stopped' } }));
    const existing = asleep.map((alarm) => ({ ...alarm, state: 'ALARM' as const }));
    const { verbs, calls, alarms } = withAlarms(existing);
    await apply(planned({ existing }), verbs);
    expect(verbsOf(calls)).toEqual(['enable', ...Array(4).fill('reset'), ...Array(4).fill('untag')]);
    expect([...alarms.values()].map(({ state }) => state)).toEqual(Array(4).fill('INSUFFICIENT_DATA'));
  });

  it('sets the tags of an alarm before it changes it', async () => {
    const { verbs, calls, alarms } = withAlarms();
    const renamed = { ...instance, name: undefined, tags: {} };
    await apply(planned({ instance: renamed }), verbs);
    expect(verbsOf(calls).slice(0, 3)).toEqual(['tag', 'untag', 'put']);
    expect([...alarms.values()].filter(({ tags }) => 'Name' in tags)).toEqual([]);
  });

  it('deletes at most 100 in a call', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ ...made[0], name: `a ${index}` }));
    const { verbs, calls } = withAlarms([]);
    await apply({ ...planned({}), deletes: many.map(({ name }) => name) }, verbs);
    expect(calls).toEqual(['delete 100', 'delete 100', 'delete 50']);
  });

  it('stops where CloudWatch throttles, and says that something is left', async () => {
    const { verbs, world, alarms } = withAlarms([]);
    world.before = (_, about) => {
      if (about.endsWith('status-instance')) throw throttling();
    };
    expect(await apply(making, verbs)).toEqual({ left: true });
    expect(alarms.size).toBe(2);
  });

  it('tries everything else when one thing fails, and names it', async () => {
    const { verbs, world, alarms } = withAlarms([]);
    world.before = (_, about) => {
      if (about.endsWith('status-instance')) throw new Error('ValidationError');
    };
    await expect(apply(making, verbs)).rejects.toThrow(
      'put of alarm-responder-dev i-1 status-instance: ValidationError',
    );
    expect(alarms.size).toBe(3);
  });
});
