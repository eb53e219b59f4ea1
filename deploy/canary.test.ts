const { canaryAfterNotifier } = require('./canary.cjs');

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ALERTS = { Ref: 'AlertsTopic' };
const NOTIFIER = arnOf('SlackNotifierLambdaFunction');

const subscription = (TopicArn: unknown, Endpoint: unknown) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn, Protocol: 'lambda', Endpoint },
});
const permission = (Principal: string, FunctionName: unknown, SourceArn: unknown) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName, Principal, SourceArn },
});
const policy = (topic: string) => ({
  Type: 'AWS::SNS::TopicPolicy',
  Properties: { Topics: [{ Ref: topic }] },
});

const hops = {
  Policy: policy('AlertsTopic'),
  Subscription: subscription(ALERTS, NOTIFIER),
  Permission: permission('sns.amazonaws.com', NOTIFIER, ALERTS),
};
const others = {
  PolicyOfAnotherTopic: policy('WatchdogTopic'),
  SubscriptionToAnotherTopic: subscription('arn:aws:sns:us-east-1:123456789012:billing', NOTIFIER),
  SubscriptionOfAnotherFunction: subscription(ALERTS, arnOf('CpuAlerterLambdaFunction')),
  PermissionOfEventBridge: permission('events.amazonaws.com', NOTIFIER, arnOf('AllAlarmsRule')),
  PermissionForAnotherTopic: permission(
    'sns.amazonaws.com',
    NOTIFIER,
    'arn:aws:sns:us-east-1:123456789012:billing',
  ),
  PermissionOfAnotherFunction: permission('sns.amazonaws.com', arnOf('CpuAlerterLambdaFunction'), ALERTS),
};

function requiredByCanary(resources: object): string[] {
  const CanarySchedule: { DependsOn: string[] } = { DependsOn: [] };
  const CanaryAlarm = { Properties: { AlarmActions: [ALERTS] } };
  canaryAfterNotifier({ Resources: { CanaryAlarm, CanarySchedule, ...resources } });
  return CanarySchedule.DependsOn;
}

describe('canaryAfterNotifier', () => {
  it('sends no canary before its topic takes it, the notifier is subscribed to it and SNS may call the notifier', () => {
    expect(requiredByCanary({ ...others, ...hops })).toEqual(['Policy', 'Subscription', 'Permission']);
  });

  it.each([
    ['Policy', 'AWS::SNS::TopicPolicy'],
    ['Subscription', 'AWS::SNS::Subscription'],
    ['Permission', 'AWS::Lambda::Permission'],
  ])('lets nobody deploy a canary without a %s that it could wait for', (id, type) => {
    expect(() => requiredByCanary({ ...others, ...hops, [id]: {} })).toThrow(`expected an ${type} between`);
  });
});
