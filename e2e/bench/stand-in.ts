/**
 * Slack and AWS on this machine: every request is answered at once, with just enough for a function to go on, and
 * counted.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { processAlarm } from '../../test/process-restarter';

/**
 * `counts` holds the requests since `reset`, by name; Slack's is `post`. `clients` are those of the SDK that
 * called. `notifiedAt` is when the first of them notified somebody.
 */
export type StandIn = {
  url: string;
  counts: Map<string, number>;
  clients: Set<string>;
  notifiedAt: () => number | undefined;
  reset: () => void;
  stop: () => void;
};

export const INSTANCE = 'i-0a1b2c3d4e5f60718';
/** Ciphertext that was made without a context is refused when it comes with one. */
export const WITHOUT_CONTEXT = 'made without a context';
const encoded = (text: string): string => Buffer.from(text).toString('base64');
const ACCOUNT = '123456789012';
const TRAIL = `arn:aws:cloudtrail:ap-northeast-2:${ACCOUNT}:trail/main`;
const DAY = 86_400;

const instance = (id: string) => `<reservationSet><item><instancesSet><item>
  <instanceId>${id}</instanceId><instanceState><code>16</code><name>running</name></instanceState>
  <instanceType>t4g.small</instanceType><launchTime>2026-03-01T00:00:00.000Z</launchTime>
  <placement><availabilityZone>ap-northeast-2a</availabilityZone></placement><monitoring><state>enabled</state></monitoring>
  <tagSet><item><key>Name</key><value>web-1</value></item></tagSet>
</item></instancesSet></item></reservationSet>`;

const logEvents = () =>
  Array.from({ length: 200 }, (_, index) => ({
    timestamp: Date.parse('2026-03-02T03:10:00Z') + index * 100,
    logStreamName: INSTANCE,
    message: `Mar  2 03:10:${index % 60} web-1 kernel: [${index}] ${index % 3 ? 'info: served' : 'error: out of memory'} ${index}`,
  }));

const values = () => {
  const now = Math.floor(Date.now() / 60_000) * 60;
  const Timestamps = Array.from({ length: 60 }, (_, index) => now - (60 - index) * 60);
  return { MetricDataResults: [{ Id: 'm1', Timestamps, Values: Timestamps.map((_, index) => index) }] };
};

const trail = {
  Name: 'main',
  TrailARN: TRAIL,
  HomeRegion: 'ap-northeast-2',
  S3BucketName: 'logs',
  IsMultiRegionTrail: true,
};
const now = () => Date.now() / 1_000;

/** The alarm of events/process-down.json. */
const deadProcess = () => ({
  AlarmName: processAlarm.name,
  AlarmArn: processAlarm.arn,
  StateValue: 'ALARM',
  StateTransitionedTimestamp: processAlarm.changedAt.getTime() / 1_000,
  Namespace: processAlarm.namespace,
  MetricName: processAlarm.metric,
  Dimensions: Object.entries(processAlarm.dimensions).map(([Name, Value]) => ({ Name, Value })),
  AlarmActions: processAlarm.alarmActions,
});

type Answer = string | object;

/** What an operation answers; those that are not here answer nothing but that it is well. */
const ANSWERS: Record<string, (body: string, webhook: string) => Answer> = {
  Decrypt: (body, webhook) => {
    const { CiphertextBlob, EncryptionContext } = JSON.parse(body);
    const isRefused = CiphertextBlob === encoded(WITHOUT_CONTEXT) && EncryptionContext;
    return isRefused ? { __type: 'InvalidCiphertextException' } : { Plaintext: encoded(webhook) };
  },
  GetQueueUrl: () => ({ QueueUrl: `https://sqs.ap-northeast-2.amazonaws.com/${ACCOUNT}/queue` }),
  DescribeTable: () => ({ Table: { CreationDateTime: now() - DAY } }),
  DescribeInstances: (body) => instance(new URLSearchParams(body).get('InstanceId.1') ?? INSTANCE),
  DescribeAlarms: () => ({ MetricAlarms: [deadProcess()] }),
  GetMetricData: values,
  FilterLogEvents: () => ({ events: logEvents() }),
  SendCommand: () => ({ Command: { CommandId: '4d8a1f6e-92c3-4e57-b0d8-6a3f1c9e7b25' } }),
  DescribeTrails: () => ({ trailList: [trail] }),
  GetTrail: () => ({ Trail: trail }),
  GetTrailStatus: () => ({ IsLogging: true, StartLoggingTime: Date.parse('2026-01-01') / 1_000 }),
  GetEventSelectors: () => ({
    EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }],
  }),
  Publish: () => '<PublishResult><MessageId>1</MessageId></PublishResult>',
};

/** The operation as AWS's protocols carry it: in a header with JSON, in the form with XML. */
function operationOf({ headers }: IncomingMessage, body: string): { name: string; form: boolean } {
  const target = String(headers['x-amz-target'] ?? '');
  if (target) return { name: target.split('.').at(-1) ?? target, form: false };
  return { name: new URLSearchParams(body).get('Action') ?? '?', form: true };
}

/** The SDK says in its user agent which client calls: `api/cloudwatch-logs#3.1.0`. The light call says nothing. */
const clientOf = ({ headers }: IncomingMessage): string[] =>
  (/ api\/([\w-]+)/.exec(String(headers['user-agent'])) ?? [])
    .slice(1)
    .map((name) => name.replaceAll('_', '-'));

/** Starts it on a free port of 127.0.0.1. `url` is AWS, `url` + `/services/T/B/x` is the webhook. */
export async function startStandIn(): Promise<StandIn> {
  const counts = new Map<string, number>();
  const clients = new Set<string>();
  let notified: number | undefined;
  const count = (name: string) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (name === 'post' || name === 'Publish') notified ??= performance.now();
  };
  const reset = () => {
    counts.clear();
    clients.clear();
    notified = undefined;
  };
  let url = '';
  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    if (request.url !== '/') {
      count('post');
      response.end('ok');
      return;
    }
    const { name, form } = operationOf(request, body);
    count(name);
    for (const client of clientOf(request)) clients.add(client);
    const answer = ANSWERS[name]?.(body, webhookOf(url));
    if (typeof answer === 'object' && '__type' in answer) response.statusCode = 400;
    response.setHeader('content-type', form ? 'text/xml' : 'application/x-amz-json-1.1');
    response.end(form ? `<${name}Response>${answer ?? ''}</${name}Response>` : JSON.stringify(answer ?? {}));
  };
  const server = createServer((request, response) => void reply(request, response));
  server.keepAliveTimeout = 60_000; // AWS does not hang up between two events either.
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`expected a port, got ${address}`);
  url = `http://127.0.0.1:${address.port}`;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, counts, clients, notifiedAt: () => notified, reset, stop };
}

export const webhookOf = (url: string): string => `${url}/services/T000000/B000000/bench`;
