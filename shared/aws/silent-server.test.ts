/** Every module that asks AWS, against a server that takes the connection and never says a word: each call must end by itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import * as cloudformation from '../../cli/aws/cloudformation';
import * as commands from '../../cli/aws/cloudwatch';
import * as history from '../../cli/aws/cloudwatch-history';
import * as commandLogs from '../../cli/aws/cloudwatch-logs';
import * as commandEc2 from '../../cli/aws/ec2';
import * as commandIam from '../../cli/aws/iam';
import * as commandKms from '../../cli/aws/kms';
import * as lambda from '../../cli/aws/lambda';
import * as commandSns from '../../cli/aws/sns';
import * as commandSqs from '../../cli/aws/sqs';
import * as commandSsm from '../../cli/aws/ssm';
import { type SilentServer, startSilentServer } from '../../e2e/silent-server';
import * as cloudtrail from './cloudtrail';
import * as cloudwatch from './cloudwatch';
import * as logs from './cloudwatch-logs';
import * as reads from './cloudwatch-reads';
import * as dynamodb from './dynamodb';
import * as ec2 from './ec2';
import * as iam from './iam';
import * as incidents from './incident-table';
import * as kms from './kms';
import * as slots from './slots';
import * as sns from './sns';
import * as sqs from './sqs';
import * as ssm from './ssm';
import { timeouts } from './timeouts';

const ROOT = join(__dirname, '../..');
const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:topic';
const now = new Date(0);
const window = { group: '/a', streamPrefix: undefined, from: now, to: now };
const table = dynamodb.tableStore('table');
const claim = { incident: 'alarm web', owner: 'one', ids: ['1:ALARM'], now };

/** One call of each module that asks AWS, by its file, and within how many seconds it must end. */
const CALLS: Record<string, [seconds: number, ...calls: (() => Promise<unknown>)[]]> = {
  'cli/aws/cloudformation.ts': [31, () => cloudformation.stackOutputs('stack')],
  'shared/aws/cloudtrail.ts': [15, () => cloudtrail.describeTrails()],
  'shared/aws/cloudwatch.ts': [20, () => cloudwatch.describeAlarm('alarm')],
  'shared/aws/cloudwatch-logs.ts': [
    25,
    () => logs.filterLogEvents(window, undefined, new AbortController().signal),
  ],
  'shared/aws/cloudwatch-reads.ts': [20, () => reads.alarmChanges('alarm', now)],
  'shared/aws/dynamodb.ts': [10, () => table.get('id')],
  'shared/aws/slots.ts': [10, () => slots.backOff('table', 'id', { now: 0, ms: 1 })],
  'shared/aws/incident-table.ts': [10, () => incidents.claimIncident('table', claim)],
  'shared/aws/ec2.ts': [25, () => ec2.allInstances()],
  'shared/aws/iam.ts': [20, () => iam.policiesOfProfile('profile')],
  'shared/aws/kms.ts': [5, () => kms.decrypt(new Uint8Array([1]))],
  'shared/aws/sns.ts': [
    20, // In the notifier a signal ends it sooner.
    () => sns.publish(TOPIC, ''),
    () => sns.publish(TOPIC, '', {}, new AbortController().signal),
    () => sns.sendSms('+821012345678', '', 'ap-northeast-1', new AbortController().signal),
  ],
  'shared/aws/sqs.ts': [10, () => sqs.sendMessage('queue', '')],
  'shared/aws/ssm.ts': [20, () => ssm.findAgent('i-1')],
  'cli/aws/cloudwatch.ts': [31, () => commands.stateOf('alarm')],
  'cli/aws/cloudwatch-history.ts': [40, () => history.alarmPages('LogAlarm', async () => undefined).next()],
  'cli/aws/cloudwatch-logs.ts': [31, () => commandLogs.retentionOf('/a')],
  'cli/aws/ec2.ts': [31, () => commandEc2.profileAssociations('profile')],
  'cli/aws/iam.ts': [31, () => commandIam.rolePolicies('role')],
  'cli/aws/kms.ts': [31, () => commandKms.keyPolicyOf('key')],
  'cli/aws/lambda.ts': [31, () => lambda.functionEnvironment('name')],
  'cli/aws/sns.ts': [31, () => commandSns.describeTopic(TOPIC)],
  'cli/aws/sqs.ts': [31, () => commandSqs.queueLength('http://127.0.0.1/queue')],
  'cli/aws/ssm.ts': [31, () => commandSsm.managedInstances()],
};

const REAL_ENV = { ...process.env };
let silent: SilentServer;
beforeAll(async () => {
  silent = await startSilentServer();
  const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
  Object.assign(process.env, credentials, { AWS_ENDPOINT_URL: silent.url });
});
afterAll(async () => {
  process.env = REAL_ENV;
  await silent.stop();
});

/**
 * Whether what takes real time is under way, as long as the machine needs: modules are loaded, a file is read, a connection is
 * made. Meanwhile no time may pass, or on a busy machine all of it has before the call has asked anything.
 */
const isAtWork = (): boolean =>
  jest.getTimerCount() === 0 ||
  process.getActiveResourcesInfo().some((name) => /^(?:FSReq|GetAddrInfoReq|TCPConnect)/.test(name));

/** What became of a call after so many seconds, which pass at once. */
async function outcomeAfter(seconds: number, call: () => Promise<unknown>): Promise<unknown> {
  let outcome: unknown = 'still waits';
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
  call().then(
    () => {
      outcome = 'succeeded';
    },
    (error: unknown) => {
      outcome = error;
    },
  );
  const realTurn = () => new Promise((resolve) => setImmediate(resolve));
  for (let ms = 0; ms < seconds * 1_000 && outcome === 'still waits'; ms += 50) {
    for (let turn = 0; turn < 5 || (isAtWork() && outcome === 'still waits'); turn += 1) await realTurn();
    await jest.advanceTimersByTimeAsync(50);
  }
  jest.useRealTimers();
  return outcome;
}

describe('a server that never answers', () => {
  it('is not taken to hold a call that is slow before it asks, as on a busy machine', async () => {
    const realWait = promisify(setTimeout);
    const slow = async () => {
      const reading = readFile(__filename);
      await Promise.all([reading, realWait(300)]);
      return kms.decrypt(new Uint8Array([1]));
    };
    expect(await outcomeAfter(5, slow)).toMatchObject({
      message: expect.stringContaining('no answer within 2 s'),
    });
  });

  const cases = Object.entries(CALLS).flatMap(([file, [seconds, ...calls]]) =>
    calls.map((call) => [file, seconds, call] as const),
  );
  it.each(cases)('does not hold a call of %s for more than %i s', async (_, seconds, call) => {
    expect(await outcomeAfter(seconds, call)).toMatchObject({
      message: expect.stringMatching(
        /has exceeded the configured \d+ ms requestTimeout|no answer within \d s/,
      ),
    });
  });

  it('is tried with every module that asks AWS', () => {
    const files = ['shared/aws', 'cli/aws']
      .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`))
      .filter((file) => /(?<!\.test)\.ts$/.test(file));
    const asks = /\blazyClient\(|\bnew \w+Client\(|\bcall\('|await updateItem\(/;
    const made = files.filter((file) => asks.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(Object.keys(CALLS).toSorted()).toEqual(made.toSorted());
  });
});

describe('timeouts', () => {
  it('ends a call whose answer begins and never goes on', async () => {
    const hangs = await startSilentServer((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{'),
    );
    const client = new KMSClient({ endpoint: hangs.url, maxAttempts: 1, requestHandler: timeouts(200) });
    await expect(client.send(new ListKeysCommand({}))).rejects.toThrow('200 ms of inactivity');
    await hangs.stop();
  });
});
