import { judgeFilter, judgeSubscribers } from './subscriptions';

const lambda = { protocol: 'lambda', endpoint: 'arn:aws:lambda:x', pending: false };
const mail = (pending = false) => ({ protocol: 'email', endpoint: 'ops@example.com', pending });

describe('judgeSubscribers', () => {
  it.each([
    ['all confirmed', { alerts: [lambda], watchdog: [mail()] }, 'ok', 'all 2 are confirmed'],
    ['one pending', { alerts: [lambda], watchdog: [mail(true)] }, 'broken', 'ops@example.com (watchdog)'],
    [
      'nobody at the watchdog',
      { alerts: [lambda], watchdog: [] },
      'warning',
      'nobody hears the topic watchdog',
    ],
  ])('with %s', (_, subscribers, state, seen) => {
    expect(judgeSubscribers(subscribers)).toMatchObject({
      state,
      seen: expect.stringContaining(seen),
    });
  });
});

describe('judgeFilter', () => {
  const filter = { NewStateValue: ['ALARM'], Trigger: { Namespace: ['CWAgent'] } };
  const resource = (properties: Record<string, unknown>) => ({
    logicalId: 'RestarterSubscription',
    type: 'AWS::SNS::Subscription',
    id: 'arn:aws:sns:ap-northeast-2:123456789012:alerts:1',
    properties,
  });
  const desired = resource({ FilterPolicy: filter, FilterPolicyScope: 'MessageBody' });

  it.each([
    ['as it was deployed', { filter, scope: 'MessageBody' }, 'ok'],
    [
      'with keys in another order',
      { filter: { Trigger: filter.Trigger, NewStateValue: ['ALARM'] }, scope: 'MessageBody' },
      'ok',
    ],
    ['without its filter', { filter: undefined, scope: 'MessageBody' }, 'broken'],
    ['with another value', { filter: { ...filter, NewStateValue: ['OK'] }, scope: 'MessageBody' }, 'broken'],
    ['asking the attributes', { filter, scope: 'MessageAttributes' }, 'broken'],
    ['that is gone', undefined, 'broken'],
  ])('of a subscription %s', (_, deployed, state) => {
    expect(judgeFilter(desired, deployed).state).toBe(state);
  });

  it('of one that is to hear everything', () => {
    const all = resource({});
    expect(judgeFilter(all, { filter: undefined, scope: 'MessageAttributes' }).state).toBe('ok');
    expect(judgeFilter(all, { filter, scope: 'MessageBody' }).state).toBe('broken');
  });
});
