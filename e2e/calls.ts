/** How often functions were called: nothing else shows that something did not happen. */
import {
  CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';

const client = new CloudWatchLogsClient();

/** All calls of the function, failed ones and retries too: Lambda logs the start of each. */
async function callsOf(name: string): Promise<number> {
  let calls = 0;
  try {
    for await (const { events = [] } of paginateFilterLogEvents(
      { client },
      { logGroupName: `/aws/lambda/${name}` },
    )) {
      calls += events.filter(({ message = '' }) => message.startsWith('START RequestId')).length;
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error; // It was never called.
  }
  return calls;
}

/** The calls of every deployed function, by name. */
export async function allCalls(): Promise<Record<string, number>> {
  const { Functions = [] } = await new LambdaClient().send(new ListFunctionsCommand({}));
  const counted = Functions.map(async ({ FunctionName = '' }) => [FunctionName, await callsOf(FunctionName)]);
  return Object.fromEntries(await Promise.all(counted));
}
