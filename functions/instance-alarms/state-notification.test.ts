import type { InstanceDetails } from '../../shared/aws/ec2';
import { parseInstanceStateChange } from '../../shared/parsing/instance-state-change';
import { instancesWords } from '../../shared/words/instances';
import { speak } from '../../shared/words/language';
import { fixture } from '../../test/fixture';
import { carryOut, instance, now, rules } from '../../test/instances';
import { NOTHING_KNOWN, plan } from './plan';
import { causeOf, type StateFacts, stateNotification } from './state-notification';

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
  it('says state and cause in the headline, then what became of the alarms and what AWS says', () => {
    expect(stateNotification(stopped, rules)).toMatchObject({
      severity: 'warning',
      subject: 'web-1',
      title: 'web-1 has stopped: asked for by the API or the console',
      text: 'Its 4 alarms act on nothing until it runs again. AWS says: User initiated (2020-03-25 06:12:01 UTC).',
      region: 'ap-northeast-2',
      facts: { instance: 'i-05e8fb4ee552d3511, t3.micro, ap-northeast-2a' },
    });
  });

  it('says a termination by Auto Scaling as info, with the group', () => {
    const given = facts('instance-terminated', { state: 'terminated', group: 'web' });
    expect(stateNotification(given, rules)).toMatchObject({
      severity: 'info',
      title: 'web-1 was terminated',
      text: 'Its 4 alarms were deleted.',
      facts: { instance: 'i-05e8fb4ee552d3511, t3.micro, ap-northeast-2a, group web' },
    });
  });

  it('says what the event has when the instance is gone already', () => {
    const given = facts('instance-terminated', undefined);
    expect(stateNotification(given, rules)).toMatchObject({
      severity: 'warning',
      title: 'i-05e8fb4ee552d3511 was terminated',
      text: 'Its 4 alarms were deleted.',
    });
  });

  it('says that the state has changed meanwhile, without a reason that is not its own', () => {
    const given = facts('instance-stopped', { state: 'running', transition: 'User initiated' });
    expect(stateNotification(given, rules)).toMatchObject({
      title: 'web-1 has stopped, and by now is running',
      text: 'Its 4 alarms are on.',
    });
  });

  it('says that CPU is looked at every five minutes, and what became of the profile', () => {
    const given = facts('instance-running', { detailedMonitoring: false, launchedAt: now });
    expect(text({ ...given, profile: { kind: 'lacks', profile: 'web', policies: ['A', 'B'] } })).toBe(
      'Its 4 alarms act on nothing for 10 minutes, or until the agent reports. ' +
        'Detailed monitoring is off: CPU is looked at every five minutes. ' +
        'Its instance profile web lacks A and B; it is not changed.',
    );
  });

  it('says no numbers of what is left for the next look', () => {
    expect(text({ ...stopped, became: 'left' })).toBe('AWS says: User initiated (2020-03-25 06:12:01 UTC).');
  });

  it('says what an instance that awaits opt-in waits for', () => {
    expect(text({ ...facts('instance-running', {}), became: 'awaits opt-in' })).toContain(
      'its alarms wait for `npm run reconcile -- --stage dev --region ap-northeast-2 --apply`.',
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

describe('causeOf', () => {
  it.each([
    [
      'User initiated (2020-03-25 05:42:48 GMT)',
      'Client.UserInitiatedShutdown: User initiated shutdown',
      'asked for by the API or the console',
    ],
    ['', 'Client.InstanceInitiatedShutdown: Instance initiated shutdown', 'from inside, by its own system'],
    [
      'Server.SpotInstanceTermination',
      'Server.SpotInstanceTermination: Spot instance termination',
      'AWS takes back the Spot capacity',
    ],
    ['', 'Server.InsufficientInstanceCapacity: Insufficient capacity', 'AWS has no capacity for it'],
    ['', 'Client.VolumeLimitExceeded: Volume limit exceeded', 'its volume fails'],
    ['', 'Client.InternalError: Client error on launch', 'it could not be launched'],
    ['Server.InternalError', '', 'AWS did it'],
    ['', '', undefined],
    ['something new', '', undefined],
  ])('reads %p and %p as %p', (transition, stateReason, expected) => {
    const cause = causeOf({ transition, stateReason });
    expect(cause && instancesWords().reasons[cause]).toBe(expected);
  });
});

describe('a change of state, in Korean', () => {
  beforeEach(() => speak('ko'));
  afterEach(() => speak('en'));

  it.each([
    ['instance-running', {}, 'web-1 실행 중', '경보 4개 켜짐.'],
    [
      'instance-stopped',
      { state: 'stopped', transition: 'User initiated (2020-03-25 06:12:01 GMT)' },
      'web-1 중지됨: API 또는 콘솔로 요청',
      '다시 실행될 때까지 경보 4개의 작업이 비활성화됩니다. AWS 사유: User initiated (2020-03-25 06:12:01 UTC).',
    ],
    ['instance-terminated', { state: 'terminated' }, 'web-1 종료됨', '경보 4개 삭제됨.'],
    ['instance-stopped', { state: 'running' }, 'web-1 중지됨, 현재 실행 중', '경보 4개 켜짐.'],
  ])('of %s with %j', (event, change, title, text) => {
    expect(stateNotification(facts(event, change), rules)).toMatchObject({ title, text });
  });
});
