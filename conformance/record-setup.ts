/** Writes down what a unit test asks of AWS, by a mocked client or by the light call, into the file that RECORDED_CALLS names: a line of JSON each. */
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { onAwsRequest } from '../test/aws-server';
import type { RecordedCall } from './recorded-call';

type Command = { constructor: { name: string }; input: Record<string, unknown> };
type Client = { config: { serviceId: string }; send: (command: Command, ...rest: unknown[]) => unknown };
type ClientClass = { prototype: Client };

const file = process.env.RECORDED_CALLS ?? '';

/** JSON knows neither bytes nor times; a time has become text before a replacer sees it. */
function written(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  if (original instanceof Date) return { $time: original.toISOString() };
  if (original instanceof Uint8Array) return { $bytes: Buffer.from(original).toString('base64') };
  return value;
}

function record(call: Omit<RecordedCall, 'from'>): void {
  const from = relative(process.cwd(), expect.getState().testPath ?? '');
  appendFileSync(file, `${JSON.stringify({ ...call, from }, written)}\n`);
}

/** Between the code and the mock, which hears the same. */
function listenTo(client: Client): void {
  const { send } = client;
  client.send = function (command, ...rest) {
    const operation = command.constructor.name.replace(/Command$/, '');
    const name = this.config.serviceId.toLowerCase().replaceAll(' ', '-');
    record({ client: name, operation, input: command.input });
    return send.call(this, command, ...rest);
  };
}

jest.mock('aws-sdk-client-mock', () => {
  const original = jest.requireActual('aws-sdk-client-mock');
  const mockClient = (client: Client | ClientClass, ...options: unknown[]) => {
    const mock = original.mockClient(client, ...options);
    const mocked = 'prototype' in client ? client.prototype : client;
    const reset = mock.reset.bind(mock);
    listenTo(mocked);
    // Its own `reset` mocks the client anew.
    mock.reset = () => {
      reset();
      listenTo(mocked);
      return mock;
    };
    return mock;
  };
  return { ...original, mockClient };
});

/** CloudWatch signs by another name. */
const CLIENTS: Record<string, string> = { monitoring: 'cloudwatch' };

onAwsRequest(({ service, operation, input, form }) => {
  record({ client: CLIENTS[service] ?? service, operation, input, wire: true, ...(form && { form }) });
});
