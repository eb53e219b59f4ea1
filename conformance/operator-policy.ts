/** The policy of whoever deploys: what is needed becomes statements, as narrow as names allow, in files that IAM takes. */
import { isLeftOut, NAMED } from './operator-resources';
import { type Action, actionOf } from './reference';

export type PolicyStatement = {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string>>;
};
export type Policy = { Version: '2012-10-17'; Statement: PolicyStatement[] };

/** What is read of these is people's data; of others it is how things are set up, and whose they are must be seen. */
const DATA = ['dynamodb', 'kinesis', 'kms', 'lambda', 'logs', 's3', 'sqs'];

/** What is done to things that do not have our name, and why. */
const ANYWHERE: Record<string, string> = {
  'kms:DescribeKey': 'whether there is a key yet is asked by its alias',
  'logs:DescribeLogGroups': 'the groups of `logs` in config/ have names of their own',
  'sns:SetSubscriptionAttributes': 'existingTopics are the operator’s own',
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

/** @throws an error where it may not be known on what AWS asks about the action */
function arnsOf(action: string, { type, required }: Action['on'][number]): string[] {
  const name = `${action.split(':')[0]}:${type.toLowerCase()}`;
  if (!required && isLeftOut(name)) return [];
  const arns = NAMED[name];
  if (arns) return arns;
  throw new Error(
    `${action} ${required ? 'asks about' : 'may be for'} ${name}: operator-resources.ts has no ARN`,
  );
}

/** Where the action may be done: where things have our name, as far as they have names. */
async function resourcesFor(action: string): Promise<string[]> {
  if (action === SERVICE_LINKED) return ['arn:aws:iam::*:role/aws-service-role/*'];
  const known = await actionOf(action);
  const [service = ''] = action.split(':');
  if (!known || ANYWHERE[action] || !(known.changes || DATA.includes(service))) return ['*'];
  const named = known.on.flatMap((on) => arnsOf(action, on));
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
