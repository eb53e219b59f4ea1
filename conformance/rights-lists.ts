/** What about rights cannot be derived: whom some calls go to, what AWS's services do in roles of ours, what must be wide. */
import type { Need } from './rights';

const here = (service: string, rest: string) => `arn:aws:${service}:ap-northeast-2:123456789012:${rest}`;
const STACK = 'alarm-responder-dev';
const QUEUE = here('sqs', `${STACK}-slackNotifier-queue`);
const DEAD_LETTERS = here('sqs', `${STACK}-slackNotifier-dead-letters`);

/** A need that a configuration brings with it: when its YAML says so. */
type Target = Need & { when?: RegExp };

/** Where one action is asked for on several things, by the source of the function. Each is granted by itself. */
export const TARGETS: Record<string, Target[]> = {
  'functions/slack-notifier/handler.ts': [
    { action: 'sqs:GetQueueUrl', resource: QUEUE },
    { action: 'sqs:SendMessage', resource: QUEUE, why: 'what cannot be delivered now' },
    { action: 'sqs:GetQueueUrl', resource: DEAD_LETTERS },
    { action: 'sqs:SendMessage', resource: DEAD_LETTERS, why: 'what a receiver refuses' },
    { action: 'sns:Publish', resource: here('sns', `${STACK}-subscribers`), why: 'mails' },
    { action: 'sns:Publish', resource: 'not arn:aws:sns:*:*:*', why: 'SMS', when: /^sms:/m },
    {
      action: 'kms:Decrypt',
      under: 'kms:EncryptionContext:LambdaFunctionName',
      why: 'the webhook’s address',
    },
  ],
  'functions/process-restarter/handler.ts': [
    {
      action: 'ssm:SendCommand',
      resource: here('ssm', `document/${STACK}-restart-unit`),
      why: 'what is run',
    },
    { action: 'ssm:SendCommand', resource: here('ec2', 'instance/*'), why: 'where it is run' },
  ],
};

const needs = (why: string, ...actions: string[]): Need[] => actions.map((action) => ({ action, why }));

/** Roles that no function has, but a service of AWS, or an instance; with what that does. */
export const ROLES_OF_SERVICES: Record<string, Need[]> = {
  InstanceRole: [
    ...needs('the CloudWatch agent reports metrics', 'cloudwatch:PutMetricData'),
    ...needs(
      'the CloudWatch agent sends log lines, and makes the group for them',
      ...['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:PutRetentionPolicy'],
      'logs:DescribeLogGroups',
    ),
    ...needs('the CloudWatch agent fetches its configuration', 'ssm:GetParameter'),
    ...needs(
      'the SSM Agent asks what to run, and says how it ended',
      ...['ssmmessages:CreateControlChannel', 'ssmmessages:OpenControlChannel'],
      ...['ec2messages:AcknowledgeMessage', 'ec2messages:DeleteMessage', 'ec2messages:FailMessage'],
      ...['ec2messages:GetEndpoint', 'ec2messages:GetMessages', 'ec2messages:SendReply'],
      'ssm:UpdateInstanceInformation',
    ),
    ...needs(
      'the SSM Agent runs the association that installs the CloudWatch agent',
      ...['ssm:ListInstanceAssociations', 'ssm:UpdateInstanceAssociationStatus', 'ssm:GetDocument'],
      ...['ssm:GetManifest', 'ssm:PutConfigurePackageResult'],
    ),
  ],
  DataTrailRole: needs('CloudTrail sends the records', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  ChatbotRole: needs(
    'people in the chat ask of alarms and metrics',
    ...['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory'],
    ...['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics'],
  ),
  CanaryRole: needs('EventBridge’s scheduler sets the canary', 'cloudwatch:SetAlarmState'),
};

const OF_METRICS = {
  sentence:
    'You use an * (asterisk) as the resource when writing a policy to control access to CloudWatch actions.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-access-control-overview-cw.html',
};

/** Actions on `*` though the reference has resources for them, with AWS's own sentence. */
export const ON_EVERYTHING: Record<string, { sentence: string; source: string }> = {
  'cloudwatch:DescribeAlarms': {
    sentence:
      'To use this operation and return information about composite alarms, you must be signed on with the cloudwatch:DescribeAlarms permission that is scoped to *.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html',
  },
  'cloudwatch:DescribeAlarmHistory': {
    sentence:
      'To use this operation and return information about a composite alarm, you must be signed on with the cloudwatch:DescribeAlarmHistory permission that is scoped to *.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html',
  },
  // Their resource is a dataset, which is of OpenTelemetry's metrics alone.
  'cloudwatch:GetMetricData': OF_METRICS,
  'cloudwatch:ListMetrics': OF_METRICS,
  'cloudwatch:PutMetricData': OF_METRICS,
};

/** Wildcards within a resource, and why it cannot be named in full. */
export const WITHIN: [resource: RegExp, why: string][] = [
  [/:log-group:[^*]+:\*$/, 'the streams of one group'],
  [/:log-group:\/aws\/lambda\/[\w-]+:\*:\*$/, 'the streams of the function’s own group, as osls writes it'],
  [/:log-stream:\d+_CloudTrail_[\w-]+\*$/, 'CloudTrail numbers its streams'],
  [/:alarm:alarm-responder-dev \*$/, 'the alarms that instanceAlarms makes: their names begin so'],
  [/:ec2:[\w-]+:\d+:instance\/\*$/, 'instances come and go'],
  [/:instance-profile\/\*$/, 'an instance may have any profile'],
  [/:role\/\*$/, 'a profile may have any role'],
  [/:trail\/\*$/, 'all trails of account and region, unless some are listed'],
  [/:parameter\/AmazonCloudWatch-\*$/, 'the agent’s parameters: AWS has their names begin so'],
  [/:association\/\*$/, 'associations have ids'],
  [/^arn:aws:sns:\*:\*:\*$/, 'all topics there are, which are left out: what remains are phone numbers'],
];
