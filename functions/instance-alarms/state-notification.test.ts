import type { InstanceDetails } from '../../shared/aws/ec2';
import { parseInstanceStateChange } from '../../shared/parsing/instance-state-change';
import { fixture } from '../../test/fixture';
import { carryOut, instance, now, rules } from '../../test/instances';
import { NOTHING_KNOWN, plan } from './plan';
import { reasonOf, type StateFacts, stateNotification } from './state-notification';

const facts = (event: string, change: Partial<InstanceDetails> | undefined): StateFacts => {
  const given = { ...NOTHING_KNOWN, instance };
  const existing = carryOut([], plan(given, rules, now));
  const there = change && { ...instance, ...change };
  return {
    change: parseInstanceStateChange(fixture(event)),
    instance: there,
    plan: plan({ ...given, instance: there, existing }, rules, now),
    became: 'done',
    profile: { kind: 'nothing' },
  };
};
const stopped = facts('instance-stopped', {
  state: 'stopped',
  transition: 'User initiated (2020-03-25 06:12:01 GMT)',
  stateReason: 'Client.UserInitiatedShutdown: User initiated shutdown',
});
const text = (given: StateFacts) => stateNotification(given, rules).text;

describe('stateNotification', () => {
  it('says state, reason and alarms in one sentence', () => {
    expect(stateNotification(stopped, rules)).toMatchObject({
      severity: 'warning',
      title: 'Instance stopped: web-1',
      text: 'web-1 (i-05e8fb4ee552d3511, t3.micro, ap-northeast-2a) is stopped: user initiated; 4 alarms asleep.',
      region: 'ap-northeast-2',
      facts: { Type: 't3.micro', Zone: 'ap-northeast-2a' },
    });
  });

  it('says a termination by Auto Scaling as info, with the group', () => {
    const given = facts('instance-terminated', { state: 'terminated', group: 'web' });
    expect(stateNotification(given, rules)).toMatchObject({
      severity: 'info',
      text: expect.stringContaining('is terminated: 4 alarms deleted.'),
      facts: { 'Auto Scaling group': 'web' },
    });
  });

  it('says what the event has when the instance is gone already', () => {
    const given = facts('instance-terminated', undefined);
    expect(text(given)).toBe('i-05e8fb4ee552d3511 is terminated: 4 alarms deleted.');
    expect(stateNotification(given, rules).severity).toBe('warning');
  });

  it('says that the state has changed meanwhile, without a reason that is not its own', () => {
    const given = facts('instance-stopped', { state: 'running', transition: 'User initiated' });
    expect(text(given)).toContain(' was stopped, and is running by now: 4 alarms awake.');
  });

  it('says that CPU is looked at every five minutes, and what became of the profile', () => {
    const given = facts('instance-running', { detailedMonitoring: false, launchedAt: now });
    expect(text({ ...given, profile: { kind: 'lacks', profile: 'web', policies: ['A', 'B'] } })).toBe(
      'web-1 (i-05e8fb4ee552d3511, t3.micro, ap-northeast-2a) is running: ' +
        '4 alarms, asleep for 10 minutes or until the agent reports. ' +
        'Detailed monitoring is off: CPU is looked at every five minutes. ' +
        'Its instance profile web lacks A and B; it is not changed.',
    );
  });

  it('says no numbers of what is left for the next look', () => {
    expect(text({ ...stopped, became: 'left' })).toMatch(/is stopped: user initiated\.$/);
  });

  it('says what an instance that awaits opt-in waits for', () => {
    expect(text({ ...facts('instance-running', {}), became: 'awaits opt-in' })).toContain(
      'its alarms wait for `npm run reconcile -- --stage dev --apply`.',
    );
  });

  it('warns of a tag that cannot be read', () => {
    const given = facts('instance-running', { tags: { 'alarm-responder:skip': 'maybe' } });
    expect(stateNotification(given, rules)).toMatchObject({
      severity: 'warning',
      text: expect.stringMatching(/The tag alarm-responder:skip holds "maybe", not true or false\.$/),
    });
  });
});

describe('reasonOf', () => {
  it.each([
    [
      'User initiated (2020-03-25 05:42:48 GMT)',
      'Client.UserInitiatedShutdown: User initiated shutdown',
      'user initiated',
    ],
    ['', 'Client.InstanceInitiatedShutdown: Instance initiated shutdown', 'instance initiated shutdown'],
    [
      'Server.SpotInstanceTermination',
      'Server.SpotInstanceTermination: Spot instance termination',
      'spot instance termination',
    ],
    ['Server.InternalError', '', 'Server.InternalError'],
    ['', '', ''],
  ])('reads %p and %p as %p', (transition, stateReason, expected) => {
    expect(reasonOf({ transition, stateReason })).toBe(expected);
  });
});
