import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { functionEnvironment, invokeLater } from './lambda';

const client = mockClient(LambdaClient);

describe('invokeLater', () => {
  it('hands the event over and does not wait for the function', async () => {
    client.on(InvokeCommand).resolves({ StatusCode: 202 });
    await invokeLater('alarm-responder-dev-slackNotifier', { a: 1 });
    expect(client.commandCalls(InvokeCommand)[0]?.args[0].input).toEqual({
      FunctionName: 'alarm-responder-dev-slackNotifier',
      InvocationType: 'Event',
      Payload: '{"a":1}',
    });
  });
});

describe('functionEnvironment', () => {
  it('gives the variables', async () => {
    client
      .on(GetFunctionConfigurationCommand, { FunctionName: 'f' })
      .resolves({ Environment: { Variables: { A: 'b' } } });
    expect(await functionEnvironment('f')).toEqual({ A: 'b' });
  });
});
