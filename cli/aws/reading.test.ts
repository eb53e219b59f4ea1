/** What commands read of AWS: the commands that are sent, and what becomes of the answers. */
import {
  CloudFormationClient,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListMetricsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DescribeInstanceInformationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { stackResources, stackTemplate } from './cloudformation';
import { agentDimensions, alarmsActing, setState, stateOf } from './cloudwatch';
import { linesWith, retentionOf } from './cloudwatch-logs';
import { rolePolicies } from './iam';
import { keyPolicyOf } from './kms';
import { functionEnvironment } from './lambda';
import { describeSms, describeSubscription, describeTopic, subscribersOf } from './sns';
import { queueLength } from './sqs';
import { managedInstances } from './ssm';

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alerts';
beforeAll(() => {
  process.env.AWS_REGION = 'ap-northeast-2';
});

describe('SNS', () => {
  const client = mockClient(SNSClient);
  beforeEach(() => client.reset());

  it('describeTopic parses the policy', async () => {
    client
      .on(GetTopicAttributesCommand, { TopicArn: TOPIC })
      .resolves({ Attributes: { Policy: '{"Statement":[]}', KmsMasterKeyId: 'alias/aws/sns' } });
    expect(await describeTopic(TOPIC)).toEqual({ policy: { Statement: [] }, key: 'alias/aws/sns' });
  });

  it('subscribersOf reads every page, and knows who has not confirmed', async () => {
    client
      .on(ListSubscriptionsByTopicCommand)
      .resolvesOnce({
        Subscriptions: [{ Protocol: 'email', Endpoint: 'a@b', SubscriptionArn: 'PendingConfirmation' }],
        NextToken: 'next',
      })
      .resolvesOnce({
        Subscriptions: [{ Protocol: 'lambda', Endpoint: 'arn', SubscriptionArn: `${TOPIC}:1` }],
      });
    expect(await subscribersOf(TOPIC)).toEqual([
      { protocol: 'email', endpoint: 'a@b', pending: true },
      { protocol: 'lambda', endpoint: 'arn', pending: false },
    ]);
  });

  it('describeSubscription parses the filter, and finds none', async () => {
    client.on(GetSubscriptionAttributesCommand).resolvesOnce({
      Attributes: { FilterPolicy: '{"a":["b"]}', FilterPolicyScope: 'MessageBody' },
    });
    expect(await describeSubscription(`${TOPIC}:1`, 'us-east-1')).toEqual({
      filter: { a: ['b'] },
      scope: 'MessageBody',
    });
    client
      .on(GetSubscriptionAttributesCommand)
      .rejects(new NotFoundException({ message: 'no', $metadata: {} }));
    expect(await describeSubscription(`${TOPIC}:1`, 'us-east-1')).toBeUndefined();
  });

  it('describeSms takes what is not set for the least', async () => {
    client.on(GetSMSSandboxAccountStatusCommand).resolves({ IsInSandbox: false });
    client.on(GetSMSAttributesCommand).resolves({ attributes: {} });
    expect(await describeSms('ap-northeast-1')).toEqual({ sandboxed: false, limit: 1 });
  });
});

describe('CloudWatch', () => {
  const client = mockClient(CloudWatchClient);
  beforeEach(() => client.reset());

  it('alarmsActing gives metric and composite alarms with exactly this action', async () => {
    client.on(DescribeAlarmsCommand).resolves({
      MetricAlarms: [{ AlarmName: 'cpu', AlarmActions: [TOPIC], ActionsEnabled: false, StateValue: 'OK' }],
      CompositeAlarms: [
        { AlarmName: 'all', AlarmActions: [TOPIC] },
        { AlarmName: 'other', AlarmActions: [`${TOPIC}-of-somebody`] },
      ],
    });
    expect(await alarmsActing(TOPIC)).toMatchObject([
      { name: 'cpu', actionsEnabled: false, state: 'OK' },
      { name: 'all', actionsEnabled: true },
    ]);
  });

  it('stateOf and setState read and set', async () => {
    const since = new Date(0);
    client.on(DescribeAlarmsCommand).resolvesOnce({
      MetricAlarms: [{ StateValue: 'OK', StateUpdatedTimestamp: since }],
    });
    expect(await stateOf('canary')).toEqual({ state: 'OK', since });
    client.on(DescribeAlarmsCommand).resolves({});
    expect(await stateOf('canary')).toBeUndefined();
    client.on(SetAlarmStateCommand).resolves({});
    await setState('canary', 'ALARM', 'doctor');
    expect(client.commandCalls(SetAlarmStateCommand)[0]?.args[0].input).toEqual({
      AlarmName: 'canary',
      StateValue: 'ALARM',
      StateReason: 'doctor',
    });
  });

  it('agentDimensions reads every page', async () => {
    client
      .on(ListMetricsCommand)
      .resolvesOnce({ Metrics: [{ Dimensions: [{ Name: 'host', Value: 'a' }] }], NextToken: 'next' })
      .resolvesOnce({ Metrics: [{ Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }] }] });
    expect(await agentDimensions()).toEqual([{ host: 'a' }, { InstanceId: 'i-1' }]);
  });
});

describe('CloudWatch Logs', () => {
  const client = mockClient(CloudWatchLogsClient);
  beforeEach(() => client.reset());

  it('retentionOf tells for ever from not there, and a group from one whose name begins so', async () => {
    const logGroups = [{ logGroupName: '/a-b', retentionInDays: 7 }, { logGroupName: '/a' }];
    client.on(DescribeLogGroupsCommand).resolves({ logGroups });
    expect(await retentionOf('/a')).toBe(Number.POSITIVE_INFINITY);
    expect(await retentionOf('/a-b')).toBe(7);
    expect(await retentionOf('/')).toBeUndefined();
  });

  it('linesWith asks for the words', async () => {
    client
      .on(FilterLogEventsCommand)
      .resolves({ events: [{ message: 'with 1f0c' }, { message: 'without' }] });
    expect(await linesWith('/g', '1f0c', new Date(5))).toEqual(['with 1f0c']);
    expect(client.call(0).args[0].input).toEqual({
      logGroupName: '/g',
      startTime: 5,
      filterPattern: '"1f0c"',
    });
  });
});

describe('the others', () => {
  it('rolePolicies decodes the documents', async () => {
    const client = mockClient(IAMClient);
    client.on(ListRolePoliciesCommand).resolves({ PolicyNames: ['p'] });
    client.on(GetRolePolicyCommand).resolves({ PolicyDocument: encodeURIComponent('{"Statement":[]}') });
    expect(await rolePolicies('role')).toEqual(new Map([['p', { Statement: [] }]]));
  });

  it('keyPolicyOf finds the key behind an alias', async () => {
    const client = mockClient(KMSClient);
    client.on(DescribeKeyCommand, { KeyId: 'alias/a' }).resolves({ KeyMetadata: { KeyId: '1' } });
    client.on(GetKeyPolicyCommand, { KeyId: '1' }).resolves({ Policy: '{"Statement":[]}' });
    expect(await keyPolicyOf('alias/a')).toEqual({ Statement: [] });
  });

  it('functionEnvironment gives the variables', async () => {
    mockClient(LambdaClient)
      .on(GetFunctionConfigurationCommand, { FunctionName: 'f' })
      .resolves({ Environment: { Variables: { A: 'b' } } });
    expect(await functionEnvironment('f')).toEqual({ A: 'b' });
  });

  it('queueLength counts', async () => {
    mockClient(SQSClient)
      .on(GetQueueAttributesCommand)
      .resolves({ Attributes: { ApproximateNumberOfMessages: '3' } });
    expect(await queueLength('https://queue')).toBe(3);
  });

  it('managedInstances gives how they are seen', async () => {
    mockClient(SSMClient)
      .on(DescribeInstanceInformationCommand)
      .resolves({ InstanceInformationList: [{ InstanceId: 'i-1', PingStatus: 'Online' }] });
    expect(await managedInstances()).toEqual(new Map([['i-1', 'Online']]));
  });

  it('stackTemplate and stackResources read the stack', async () => {
    const client = mockClient(CloudFormationClient);
    client.on(GetTemplateCommand).resolves({ TemplateBody: '{"Resources":{}}' });
    client
      .on(ListStackResourcesCommand)
      .resolvesOnce({
        StackResourceSummaries: [
          {
            LogicalResourceId: 'A',
            PhysicalResourceId: 'a',
            ResourceType: 't',
            ResourceStatus: 'CREATE_COMPLETE',
            LastUpdatedTimestamp: new Date(0),
          },
        ],
        NextToken: 'next',
      })
      .resolvesOnce({ StackResourceSummaries: [] });
    expect(await stackTemplate('s')).toEqual({ Resources: {} });
    expect(await stackResources('s')).toEqual(new Map([['A', 'a']]));
  });
});
