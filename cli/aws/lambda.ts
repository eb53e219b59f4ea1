/** AWS Lambda. */
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';

let made: LambdaClient | undefined;

function client(): LambdaClient {
  made ??= new LambdaClient();
  return made;
}

/** The environment variables of a deployed function. */
export async function functionEnvironment(name: string): Promise<Record<string, string>> {
  const { Environment } = await client().send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  return Environment?.Variables ?? {};
}
