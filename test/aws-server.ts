/** AWS on this machine, for tests of the light call: it answers what it is told to, over a real socket, and knows what it was asked. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** `input` as the API has it, of a form as well; `form` are then its fields as they came. */
export type AwsRequest = {
  service: string;
  operation: string;
  input: Record<string, unknown>;
  form?: Record<string, string>;
  headers: IncomingMessage['headers'];
};

/** An object is answered as JSON, a text as it is; a function does what it likes with the response. */
export type AwsAnswer = object | string | ((response: ServerResponse, request: AwsRequest) => void);

/** AWS JSON's way of refusing. */
export const refusal =
  (code: string, more: object = {}, status = 400): AwsAnswer =>
  (response) => {
    response.statusCode = status;
    response.setHeader('x-amzn-requestid', 'request-1');
    response.end(JSON.stringify({ __type: `com.amazonaws.test#${code}`, message: 'no', ...more }));
  };

/** The connection is cut once the request was read. */
export const cut: AwsAnswer = (response) => response.destroy();

export const PUBLISHED =
  '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';

/** `{ 'a.b': 1, 'a.c': 2 }` → `{ a: { b: 1, c: 2 } }` */
function nested(form: Record<string, string>): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(form)) {
    const [name = '', ...rest] = key.split('.');
    if (rest.length === 0) all[name] = value;
    else all[name] = { ...Object(all[name]), [rest.join('.')]: value };
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      name,
      value instanceof Object ? nested(Object(value)) : value,
    ]),
  );
}

/** `{ entry: { 1: { Name, Value } } }` is a map. */
const withMaps = ({ Action: _, Version: __, ...fields }: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const entries: { Name: string; Value: unknown }[] = Object.values(Object(Object(value).entry));
      return [
        name,
        entries.length > 0 ? Object.fromEntries(entries.map((one) => [one.Name, one.Value])) : value,
      ];
    }),
  );

function requestOf({ headers }: IncomingMessage, body: string): AwsRequest {
  const service = /\/\d{8}\/[\w-]+\/(\w+)\/aws4_request/.exec(headers.authorization ?? '')?.[1] ?? 'unsigned';
  const operation = String(headers['x-amz-target'] ?? '').split('.')[1];
  if (operation) return { service, operation, input: JSON.parse(body), headers };
  const form = Object.fromEntries(new URLSearchParams(body));
  return { service, operation: form.Action ?? '', input: withMaps(nested(form)), form, headers };
}

const listeners = new Set<(request: AwsRequest) => void>();

/** Calls back with every request of every server of this process. */
export const onAwsRequest = (listener: (request: AwsRequest) => void): unknown => listeners.add(listener);

/** Where it listens, with the credentials of somebody. */
const environment = (url: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'ap-northeast-2',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

/**
 * AWS for the tests of a file: it starts before them and stops after them. `answers` says what an operation is answered, in this
 * order, the last again and again; what is not said is refused. Both are forgotten between tests.
 */
export function awsServer() {
  const requests: AwsRequest[] = [];
  const answers = new Map<string, AwsAnswer[]>();
  const realEnv = { ...process.env };

  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = requestOf(request, await text(request));
    requests.push(asked);
    for (const listener of listeners) listener(asked);
    const left = answers.get(asked.operation) ?? [];
    const answer = (left.length > 1 ? left.shift() : left[0]) ?? refusal('NobodyKnowsWhatToAnswer');
    if (typeof answer === 'function') answer(response, asked);
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
  const server = createServer((request, response) => void reply(request, response));

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    Object.assign(process.env, environment(urlOf()));
  });
  beforeEach(() => {
    requests.length = 0;
    answers.clear();
  });
  afterAll(async () => {
    process.env = realEnv;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  const urlOf = (): string => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    return `http://127.0.0.1:${address.port}`;
  };
  return {
    url: urlOf,
    requests,
    answers: (operation: string, ...inOrder: AwsAnswer[]) => void answers.set(operation, inOrder),
    inputs: (operation?: string) =>
      requests.filter((one) => !operation || one.operation === operation).map(({ input }) => input),
  };
}
