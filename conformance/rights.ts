/** What each role may do, compared with what is asked for in its name: nothing more, nothing less. */
import * as v from 'valibot';
import { arnOf } from './arns';
import { actionFor, operationsOf } from './operations';
import { TARGETS } from './rights-lists';
import { type Statement, statementsOf } from './statements';
import { ofType, type Template } from './template';

/** `resource` where one is meant and no other, `not …` what is no such one; `under` the key of a condition; `why` it is needed. */
export type Need = { action: string; resource?: string; under?: string; why?: string };

const refs = v.object({ Roles: v.array(v.object({ Ref: v.string() })) });
const functionSchema = v.object({
  FunctionName: v.string(),
  Handler: v.string(),
  Role: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
});
const invokeSchema = v.object({
  FunctionName: v.object({ Ref: v.string() }),
  DestinationConfig: v.object({ OnFailure: v.object({ Destination: v.unknown() }) }),
});
const sourceSchema = v.object({
  FunctionName: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
  EventSourceArn: v.unknown(),
});

/** The statements of each role, those of the policies that are attached to it among them. */
export function rightsOf(template: Template): Map<string, Statement[]> {
  const statements = statementsOf(template).filter(({ kind }) => kind === 'rights');
  const attached = (['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'] as const).flatMap((type) =>
    [...ofType(template, type, v.partial(refs))].flatMap(([id, { Roles = [] }]) =>
      Roles.map(({ Ref }) => [Ref, id] as const),
    ),
  );
  const roles = [...ofType(template, 'AWS::IAM::Role', v.unknown()).keys()];
  return new Map(
    roles.map((role) => {
      const holders = [role, ...attached.filter(([to]) => to === role).map(([, policy]) => policy)];
      return [role, statements.filter(({ holder }) => holders.includes(holder))];
    }),
  );
}

/** By its logical id, with its deployed name and its source. */
export type LambdaFunction = { id: string; name: string; entry: string };

/** The functions by the logical id of their role. */
export const functionsByRole = (template: Template): Map<string, LambdaFunction> =>
  new Map(
    [...ofType(template, 'AWS::Lambda::Function', functionSchema)].map(([id, { Handler, Role, ...rest }]) => [
      Role['Fn::GetAtt'][0],
      { id, name: rest.FunctionName, entry: `${Handler.replace(/\.\w+$/, '')}.ts` },
    ]),
  );

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const OF_A_QUEUE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** What Lambda does with the role of a function, by how the function is set up. */
function needsOfLambda(template: Template, id: string, name: string): Need[] {
  const logs = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
    action,
    why: `Lambda writes the log of ${name} with its role`,
  }));
  const failures = [...ofType(template, 'AWS::Lambda::EventInvokeConfig', invokeSchema).values()]
    .filter(({ FunctionName }) => FunctionName.Ref === id)
    .map(({ DestinationConfig }) => arnOf(template, DestinationConfig.OnFailure.Destination))
    .map((resource) => ({
      action: resource.startsWith('arn:aws:sns:') ? 'sns:Publish' : 'sqs:SendMessage',
      resource,
      why: `Lambda sends there what ${name} fails on`,
    }));
  const sources = [...ofType(template, 'AWS::Lambda::EventSourceMapping', sourceSchema).values()]
    .filter(({ FunctionName }) => FunctionName['Fn::GetAtt'][0] === id)
    .flatMap(({ EventSourceArn }) =>
      OF_A_QUEUE.map((action) => ({
        action,
        resource: arnOf(template, EventSourceArn),
        why: `Lambda takes from there what ${name} is called with`,
      })),
    );
  return [...logs, ...failures, ...sources];
}

/** What AWS asks of whoever asks for an action, beside the action itself. */
const ALONG_WITH: Record<string, Need> = {
  'ec2:AssociateIamInstanceProfile': {
    action: 'iam:PassRole',
    why: 'EC2 gives the role of the profile to the instance on behalf of the caller',
  },
};

/** What SNS asks of whoever publishes to a topic that is encrypted with a key of ours. */
const OF_ENCRYPTED_TOPICS: Need[] = ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({
  action,
  under: 'kms:ViaService',
  why: 'SNS encrypts on behalf of the publisher',
}));

const isEncrypted = (template: Template) =>
  [
    ...ofType(template, 'AWS::SNS::Topic', v.object({ KmsMasterKeyId: v.optional(v.unknown()) })).values(),
  ].some(({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined);

/** Of a function: what its bundle can ask for, and what AWS does with its role on its behalf. */
export async function needsOfFunction(
  template: Template,
  yaml: string,
  { id, name, entry }: LambdaFunction,
): Promise<Need[]> {
  const called: Need[] = (await operationsOf(entry)).map((operation) => ({ action: actionFor(operation) }));
  const several = TARGETS[entry] ?? [];
  const calls = called.flatMap((call) => {
    const targets = several.filter(({ action }) => action === call.action);
    return targets.length === 0 ? [call] : targets.filter(({ when }) => when?.test(yaml) ?? true);
  });
  const along = calls.flatMap(({ action }) => ALONG_WITH[action] ?? []);
  const publishes = calls.some(({ action }) => action === 'sns:Publish');
  const encrypting = publishes && isEncrypted(template) ? OF_ENCRYPTED_TOPICS : [];
  return [...calls, ...along, ...encrypting, ...needsOfLambda(template, id, name)];
}

const sentence = ({ action, resource, under, why }: Need): string =>
  [`${action} is not granted`, resource && ` on ${resource}`, under && ` under ${under}`, why && `: ${why}`]
    .filter(Boolean)
    .join('');

/** What is granted and not needed, or needed and not granted: a sentence each. */
export function differences(statements: Statement[], needs: Need[]): string[] {
  const allowed = statements.filter(({ effect }) => effect === 'Allow');
  const grants = allowed.flatMap(({ actions, resources, excepted, conditions }) =>
    actions.map((action) => ({
      action,
      resources: resources.map((resource) => (excepted ? `not ${resource}` : resource)),
      keys: Object.values(conditions).flatMap((asked) => Object.keys(asked)),
    })),
  );
  const fits = (grant: (typeof grants)[number], { action, resource, under }: Need) =>
    grant.action === action &&
    (!resource || grant.resources.includes(resource)) &&
    (!under || grant.keys.includes(under));
  const missing = needs.filter((need) => !grants.some((grant) => fits(grant, need))).map(sentence);
  const idle = grants
    .filter((grant) => !needs.some((need) => fits(grant, need)))
    .map(({ action, resources }) => `${action} is granted on ${resources}, and nobody asks for it`);
  return [...new Set([...missing, ...idle])];
}
