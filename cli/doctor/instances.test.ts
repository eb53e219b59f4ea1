import { judgeAgents, judgeManaged } from './instances';

const web = { id: 'i-1', name: 'web', profile: 'arn:aws:iam::123456789012:instance-profile/p' };
const bare = { id: 'i-2', name: 'bare', profile: undefined };
const pings = (ping: string) => new Map([['i-1', ping]]);

describe('judgeManaged', () => {
  it.each([
    ['nothing is there', [], new Map(), 'ok', '0 running'],
    ['all are seen', [web], pings('Online'), 'ok', 'all seen'],
    ['one has no profile', [web, bare], pings('Online'), 'warning', 'no instance profile: bare (i-2)'],
    ['one is not seen', [web], new Map(), 'warning', 'SSM does not see web (i-1)'],
    ['one is lost', [web], pings('ConnectionLost'), 'warning', 'SSM has lost web (i-1): ConnectionLost'],
  ])('when %s', (_, instances, managed, state, seen) => {
    expect(judgeManaged(instances, managed, { stage: 'dev', region: 'us-east-1' })).toMatchObject({
      state,
      seen: expect.stringContaining(seen),
    });
  });
});

describe('judgeAgents', () => {
  it.each([
    ['reports', [{ InstanceId: 'i-1', host: 'a' }], 'ok', 'from 1 instance'],
    ['is silent', [], 'warning', 'reports no metric from web (i-1)'],
    ['reports for another one only', [{ InstanceId: 'i-9' }], 'warning', 'reports no metric from web'],
    [
      'reports with other dimensions',
      [{ host: 'ip-10-0-0-1', cpu: 'cpu0' }],
      'warning',
      'other dimensions: cpu, host',
    ],
  ])('when the agent %s', (_, reported, state, seen) => {
    expect(judgeAgents([web], reported)).toMatchObject({ state, seen: expect.stringContaining(seen) });
  });
});
