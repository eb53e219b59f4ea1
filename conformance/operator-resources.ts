/** On which resources whoever deploys may do something: how what the stacks make is named, by type. */

const OURS = 'alarm-responder-*';
const here = (service: string, rest: string) => `arn:aws:${service}:*:*:${rest}`;

/**
 * What the stacks make has our name: only there may anything be changed. Of some kinds there are none, users above all; others,
 * such as event source mappings, get an id from AWS instead, and instances are the operator's.
 */
export const NAMED: Record<string, string[]> = {
  'chatbot:custom-action': [`arn:aws:chatbot::*:custom-action/${OURS}`],
  'chatbot:chatbotconfiguration': [`arn:aws:chatbot::*:chat-configuration/slack-channel/${OURS}`],
  'cloudformation:stack': [here('cloudformation', `stack/${OURS}/*`)],
  'cloudtrail:trail': [here('cloudtrail', `trail/${OURS}`)],
  'cloudwatch:alarm': [here('cloudwatch', `alarm:${OURS}`)],
  'dynamodb:import': [here('dynamodb', `table/${OURS}/import/*`)],
  'dynamodb:stream': [here('dynamodb', `table/${OURS}/stream/*`)],
  'dynamodb:table': [here('dynamodb', `table/${OURS}`)],
  'ec2:instance': [here('ec2', 'instance/*')],
  'events:rule': [here('events', `rule/${OURS}`)],
  'events:rule-on-default-event-bus': [here('events', `rule/${OURS}`)],
  'firehose:deliverystream': [here('firehose', `deliverystream/${OURS}`)],
  'iam:group': [`arn:aws:iam::*:group/${OURS}`],
  'iam:instance-profile': [`arn:aws:iam::*:instance-profile/${OURS}`],
  'iam:policy': [`arn:aws:iam::*:policy/${OURS}`],
  'iam:role': [`arn:aws:iam::*:role/${OURS}`],
  'iam:user': [`arn:aws:iam::*:user/${OURS}`],
  'kinesis:stream': [here('kinesis', `stream/${OURS}`)],
  'kms:alias': [here('kms', `alias/${OURS}`)],
  'kms:key': [here('kms', 'key/*')],
  'lambda:capacityprovider': [here('lambda', `capacity-provider:${OURS}`)],
  'lambda:code signing config': [here('lambda', 'code-signing-config:*')],
  'lambda:eventsourcemapping': [here('lambda', 'event-source-mapping:*')],
  'lambda:function': [here('lambda', `function:${OURS}`)],
  'lambda:layerversion': [here('lambda', 'layer:*')],
  'logs:log-group': [here('logs', `log-group:${OURS}`), here('logs', `log-group:/aws/lambda/${OURS}`)],
  's3:bucket': [`arn:aws:s3:::${OURS}`],
  's3:object': [`arn:aws:s3:::${OURS}/*`],
  's3tables:tablebucket': [here('s3tables', `bucket/${OURS}`)],
  's3tables:table': [here('s3tables', `bucket/${OURS}/table/*`)],
  'logs:log-stream': [here('logs', `log-group:${OURS}:log-stream:*`)],
  'scheduler:schedule': [here('scheduler', `schedule/default/${OURS}`)],
  'sns:topic': [here('sns', OURS)],
  'sqs:queue': [here('sqs', OURS)],
  'ssm:association': [here('ssm', 'association/*')],
  'ssm:document': [here('ssm', `document/${OURS}`)],
  'ssm:parameter': [here('ssm', `parameter/AmazonCloudWatch-${OURS}`)],
};

/** What an action could be for as well, but need not be, as the service authorization reference has it, and why it is not here. */
export const LEFT_OUT: { why: string; types: string[] }[] = [
  {
    why: 'no stack makes one, nor tags it',
    types: [
      ...['channel', 'dashboard', 'eventdatastore'].map((type) => `cloudtrail:${type}`),
      ...['alarm-mute-rule', 'dashboard', 'dataset', 'insight-rule', 'metric-stream', 'service', 'slo'].map(
        (type) => `cloudwatch:${type}`,
      ),
      ...['event-bus', 'event-busv2', 'event-sourcev2', 'subscriber'].map((type) => `events:${type}`),
      ...['capacityprovider', 'code signing config', 'microvmimage', 'networkconnector'].map(
        (type) => `lambda:${type}`,
      ),
      ...['anomaly-detector', 'delivery', 'delivery-destination', 'delivery-source'].map(
        (type) => `logs:${type}`,
      ),
      ...['destination', 'lookup-table', 'scheduled-query'].map((type) => `logs:${type}`),
      ...['accessgrant', 'accessgrantsinstance', 'accessgrantslocation', 'storagelensgroup'].map(
        (type) => `s3:${type}`,
      ),
      ...['automation-execution', 'cloud-connector', 'maintenancewindow', 'opsitem'].map(
        (type) => `ssm:${type}`,
      ),
      ...['opsmetadata', 'patchbaseline', 'task'].map((type) => `ssm:${type}`),
    ],
  },
  { why: 'rules are on the default event bus', types: ['events:rule-on-custom-event-bus'] },
  { why: 'the table has no index', types: ['dynamodb:index'] },
  { why: 'buckets are not reached by access points', types: ['s3:accesspoint', 's3:accesspointobject'] },
  {
    why: 'an association finds its instances by their tag, and these are not tagged',
    types: ['ssm:instance', 'ssm:managed-instance'],
  },
];

export const isLeftOut = (name: string): boolean => LEFT_OUT.some(({ types }) => types.includes(name));
