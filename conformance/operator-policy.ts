/** The policy of whoever deploys: what is needed becomes statements, as narrow as names allow, in files that IAM takes. */
import { actionOf } from './reference';

export type PolicyStatement = {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string>>;
};
export type Policy = { Version: '2012-10-17'; Statement: PolicyStatement[] };

const OURS = 'alarm-responder-*';
const here = (service: string, rest: string) => `arn:aws:${service}:*:*:${rest}`;

/** What the stacks make has our name: only there may anything be changed. Of some kinds there are none, users above all. */
const NAMED: Record<string, string[]> = {
  'chatbot:chatbotconfiguration': [`arn:aws:chatbot::*:chat-configuration/slack-channel/${OURS}`],
  'cloudformation:stack': [here('cloudformation', `stack/${OURS}/*`)],
  'cloudtrail:trail': [here('cloudtrail', `trail/${OURS}`)],
  'cloudwatch:alarm': [here('cloudwatch', `alarm:${OURS}`)],
  'dynamodb:table': [here('dynamodb', `table/${OURS}`)],
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
  'lambda:function': [here('lambda', `function:${OURS}`)],
  'logs:log-group': [here('logs', `log-group:${OURS}`), here('logs', `log-group:/aws/lambda/${OURS}`)],
  's3:bucket': [`arn:aws:s3:::${OURS}`],
  's3:object': [`arn:aws:s3:::${OURS}/*`],
  's3tables:tablebucket': [here('s3tables', `bucket/${OURS}`)],
  's3tables:table': [here('s3tables', `bucket/${OURS}/table/*`)],
  'logs:log-stream': [here('logs', `log-group:${OURS}:log-stream:*`)],
  'scheduler:schedule': [here('scheduler', `schedule/default/${OURS}`)],
  'sns:topic': [here('sns', OURS)],
  'sqs:queue': [here('sqs', OURS)],
  'ssm:document': [here('ssm', `document/${OURS}`)],
  'ssm:parameter': [here('ssm', `parameter/AmazonCloudWatch-${OURS}`)],
};

/** What is read of these is people's data; of others it is how things are set up, and whose they are must be seen. */
const DATA = ['dynamodb', 'kinesis', 'kms', 'lambda', 'logs', 's3', 'sqs'];

/** What is done to things that do not have our name, and why. */
const ANYWHERE: Record<string, string> = {
  'kms:DescribeKey': 'whether there is a key yet is asked by its alias',
  'logs:DescribeLogGroups': 'the groups of `logs` in config/ have names of their own',
  'sns:Subscribe': 'existingTopics are the operator’s own',
  'sns:Unsubscribe': 'existingTopics are the operator’s own',
};

/** The roles that services of AWS make for themselves. */
const SERVICE_LINKED = 'iam:CreateServiceLinkedRole';

/** Keys have no names: those that `npm run webhook` makes get this tag as they are made. */
const TAG = 'service';
const NEW_KEY = ['kms:CreateKey', 'kms:TagResource'];
const ANY_KEY = ['kms:CreateAlias', 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListAliases'];

function conditionFor(action: string): PolicyStatement['Condition'] {
  if (!action.startsWith('kms:') || ANY_KEY.includes(action)) return undefined;
  const whose = NEW_KEY.includes(action) ? 'Request' : 'Resource';
  return { StringEquals: { [`aws:${whose}Tag/${TAG}`]: 'alarm-responder' } };
}

/** Where the action may be done: where things have our name, as far as they have names. */
async function resourcesFor(action: string): Promise<string[]> {
  if (action === SERVICE_LINKED) return ['arn:aws:iam::*:role/aws-service-role/*'];
  const known = await actionOf(action);
  const [service = ''] = action.split(':');
  if (!known || ANYWHERE[action] || !(known.changes || DATA.includes(service))) return ['*'];
  const named = known.on.flatMap(({ type }) => NAMED[`${service}:${type.toLowerCase()}`] ?? []);
  return named.length > 0 ? [...new Set(named)].sort() : ['*'];
}

/** One statement for each service and each set of resources. */
export async function statementsFor(actions: string[]): Promise<PolicyStatement[]> {
  const groups = new Map<string, PolicyStatement>();
  for (const action of [...actions].sort()) {
    const resources = await resourcesFor(action);
    const [service = ''] = action.split(':');
    const condition = conditionFor(action);
    const key = JSON.stringify([service, resources, condition]);
    const group: PolicyStatement = groups.get(key) ?? {
      Sid: `${service.replaceAll(/\W/g, '')}${groups.size}`,
      Effect: 'Allow',
      Action: [],
      Resource: resources.length === 1 ? (resources[0] ?? '*') : resources,
      ...(condition && { Condition: condition }),
    };
    group.Action.push(action);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** So many characters, without spaces, a managed policy holds. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MOST_CHARACTERS = 6_144;

const policyOf = (Statement: PolicyStatement[]): Policy => ({ Version: '2012-10-17', Statement });
export const sizeOf = (policy: Policy): number => JSON.stringify(policy).replaceAll(/\s/g, '').length;

/** As few policies as hold the statements, in their order. */
export function packed(statements: PolicyStatement[]): Policy[] {
  const policies: Policy[] = [];
  for (const statement of statements) {
    const last = policies.at(-1);
    const longer = policyOf([...(last?.Statement ?? []), statement]);
    if (last && sizeOf(longer) <= MOST_CHARACTERS) policies[policies.length - 1] = longer;
    else policies.push(policyOf([statement]));
  }
  return policies;
}
