/** AWS Lambda, which only commands call. */
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(LambdaClient);

/** The environment variables of a deployed function. */
export async function functionEnvironment(name: string): Promise<Record<string, string>> {
  const { Environment } = await client().send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  return Environment?.Variables ?? {};
}

/** Hands an event over as SNS and EventBridge do: Lambda retries, and what fails goes to the failure destination. */
export async function invokeLater(functionName: string, event: unknown): Promise<void> {
  const Payload = JSON.stringify(event);
  await client().send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload }));
}
