/** What the e2e tests do with deployed functions and their roles. */
import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import * as v from 'valibot';
import { waitFor } from './wait-for';

const lambda = new LambdaClient();
const iam = new IAMClient();
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

/** Invokes a function and waits. @returns its answer; of a failed one the error, with `errorMessage` */
export async function invoke(name: string, event: unknown): Promise<unknown> {
  const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) });
  const { Payload } = await lambda.send(command);
  return JSON.parse(new TextDecoder().decode(Payload));
}

/** Hands an event over as SNS and EventBridge do: with retries, then the failure destination. */
export async function invokeLater(name: string, event: unknown): Promise<void> {
  const Payload = JSON.stringify(event);
  await lambda.send(new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload }));
}

/** Changes variables of the function, which also starts it anew: nothing decrypted earlier is remembered. */
export async function setEnvironment(name: string, change: Record<string, string>): Promise<void> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  const Variables = { ...Environment?.Variables, ...change };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment: { Variables } }),
  );
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 10 }, { FunctionName: name });
}

const policySchema = v.object({
  Version: v.string(),
  Statement: v.array(v.looseObject({ Action: v.union([v.string(), v.array(v.string())]) })),
});
type Policy = v.InferOutput<typeof policySchema>;

const actionsOf = (action: string | string[]): string[] => [action].flat();

/** The inline policy of the function's own role. */
export async function rolePolicy(name: string) {
  const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  const RoleName = Role.replace(/^.*\//, '');
  const { PolicyNames: [PolicyName] = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const policy = v.parse(policySchema, JSON.parse(decodeURIComponent(PolicyDocument)));
  const put = (document: Policy) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(document) }));
  return { policy, put };
}

/** Does the work while the function's role lacks the action, on a function that starts anew. */
export async function without<T>(name: string, action: string, work: () => Promise<T>): Promise<T> {
  const { policy, put } = await rolePolicy(name);
  const Statement = policy.Statement.map((statement) => ({
    ...statement,
    Action: actionsOf(statement.Action).filter((allowed) => allowed !== action),
  })).filter(({ Action }) => Action.length > 0);
  await put({ ...policy, Statement });
  await setEnvironment(name, { RESTARTED: new Date().toISOString() });
  try {
    return await work();
  } finally {
    await put(policy);
    await setEnvironment(name, { RESTARTED: new Date().toISOString() });
  }
}

/** Does the work while the function's role may do one thing more, on any resource. */
export async function allowing<T>(name: string, action: string, work: () => Promise<T>): Promise<T> {
  const { policy, put } = await rolePolicy(name);
  await put({
    ...policy,
    Statement: [...policy.Statement, { Effect: 'Allow', Action: action, Resource: '*' }],
  });
  return work().finally(() => put(policy));
}

const queueUrl = async (QueueName: string): Promise<string | undefined> =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;

export async function emptyQueue(name: string): Promise<void> {
  await sqs.send(new PurgeQueueCommand({ QueueUrl: await queueUrl(name) }));
}

/** Takes the next message out of the queue, parsed from JSON. @throws Error when none comes */
export async function nextInQueue(name: string, withinMs?: number): Promise<unknown> {
  const QueueUrl = await queueUrl(name);
  const receive = async () => {
    const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    if (!message) return undefined;
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    return message.Body;
  };
  return JSON.parse(await waitFor(`A message in ${name}`, receive, undefined, withinMs));
}

/** A queue that nobody may use by name alone. */
export async function createQueue(name: string): Promise<void> {
  await sqs.send(new CreateQueueCommand({ QueueName: name }));
}

/** The rights of the function's role and nothing else. */
export async function roleCredentials(functionName: string) {
  const { Role } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const { Credentials } = await new STSClient().send(
    new AssumeRoleCommand({ RoleArn: Role, RoleSessionName: 'e2e' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** Sends to a queue with nothing but the rights of the function's role, as Lambda does with its failures. */
export async function sendAs(functionName: string, queue: string): Promise<void> {
  const credentials = await roleCredentials(functionName);
  const asRole = new SQSClient({ useQueueUrlAsEndpoint: false, credentials });
  await asRole.send(new SendMessageCommand({ QueueUrl: await queueUrl(queue), MessageBody: '{}' }));
}

/** A message from outside, as JSON. */
export async function sendTo(queue: string, content: unknown): Promise<void> {
  const MessageBody = JSON.stringify(content);
  await sqs.send(new SendMessageCommand({ QueueUrl: await queueUrl(queue), MessageBody }));
}

/** Does the work while the function takes nothing out of its queue. */
export async function withoutQueue<T>(FunctionName: string, work: () => Promise<T>): Promise<T> {
  const { EventSourceMappings: [mapping] = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  const enable = (Enabled: boolean) =>
    lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled }));
  await enable(false);
  return work().finally(() => enable(true));
}
