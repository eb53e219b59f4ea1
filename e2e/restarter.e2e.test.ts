/** A dead process: datum → alarm → one command through SSM → its outcome in Slack. */
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendCommandCommand, SSMClient } from '@aws-sdk/client-ssm';
import { tableStore } from '../shared/aws/dynamodb';
import { claim } from '../shared/state/claim';
import { fixture, messagesOf } from '../test/fixture';
import { sls, succeed } from './commands';
import { STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { launch } from './instances';
import { allowing, invoke, roleCredentials, setEnvironment, without } from './lambda';
import {
  commandsFor,
  type Process,
  putProcessAlarm,
  putProcessCount,
  reportEnd,
  ringUnheard,
} from './process';
import { shownIn } from './shown';
import { forget } from './state-table';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const RESTARTER = `${stackOf(STAGE)}-processRestarter`;
const DOCUMENT = `${stackOf(STAGE)}-restart-unit`;

const textsAfter = async (before: number) => (await readMessages(world.slackUrl)).slice(before).map(shownIn);

/** Waits for a message with these words among those after `before`. */
const message = (words: string, before: number) =>
  waitFor(
    `A message with "${words}"`,
    async () => (await textsAfter(before)).find((text) => text.includes(words)),
    () => textsAfter(before),
  );

async function kill(name: string, metric: string) {
  const process: Process = { name, metric, instanceId: await launch('web-1') };
  const before = (await readMessages(world.slackUrl)).length;
  const alarm = await putProcessAlarm(process, world.outputs.AlertsTopicArn ?? '');
  await putProcessCount(process, 0);
  return { instanceId: process.instanceId, before, alarm };
}

describe('a process that is gone', () => {
  it('is restarted by exactly one command, and people are notified of its outcome', async () => {
    const { instanceId, before, alarm } = await kill('httpd', 'procstat_lookup_pid_count');
    expect(await message(`${instanceId}: httpd is not running`, before)).toContain(alarm);
    await message('web-1: httpd is being restarted', before);
    const commands = await commandsFor(instanceId);
    expect(commands).toEqual([
      {
        commandId: expect.any(String),
        document: DOCUMENT,
        parameters: { unit: ['httpd'] },
        instanceIds: [instanceId],
      },
    ]);
    const [{ commandId = '' } = {}] = commands;
    expect(await reportEnd(commandId, instanceId, 'InProgress')).toEqual([]);
    expect(await reportEnd(commandId, instanceId, 'Success')).toEqual([
      expect.stringMatching(/processRestarter$/),
    ]);
    // The emulator runs nothing, so there is no output that proves the restart, and the message says so.
    await message('web-1: httpd: nobody knows whether it runs again', before);
    await reportEnd(commandId, instanceId, 'Success');
    expect((await textsAfter(before)).filter((text) => text.includes('nobody knows whether'))).toHaveLength(
      1,
    );
  });

  it('notifies of how its restart ended also when the table has lost the command', async () => {
    const { instanceId, before } = await kill('apache2', 'procstat_lookup_pid_count_of_apache2');
    await message('web-1: apache2 is being restarted', before);
    const [{ commandId = '' } = {}] = await commandsFor(instanceId);
    await forget(`${stackOf(STAGE)}-state`, `command ${commandId}`);
    await reportEnd(commandId, instanceId, 'Success');
    await message('web-1: apache2: nobody knows whether it runs again', before);
  });

  it('that the configuration does not know notifies, and is left alone', async () => {
    const { instanceId, before } = await kill('sshd', 'procstat_lookup_pid_count_of_sshd');
    expect(await message('web-1: sshd was not restarted', before)).toContain(
      'To have it restarted add the line',
    );
    expect(await commandsFor(instanceId)).toEqual([]);
  });

  it('on an instance that SSM does not reach notifies with the next step', async () => {
    // The emulator of AWS, unlike that of SSM, refuses an instance without an agent; but it takes a command's resource for
    // `*`, which the role does not allow.
    const { AWS_ENDPOINT_URL = '', AWS_ENDPOINT_URL_SSM = '' } = world.env;
    await setEnvironment(RESTARTER, { AWS_ENDPOINT_URL_SSM: AWS_ENDPOINT_URL });
    try {
      const text = await allowing(RESTARTER, 'ssm:SendCommand', async () => {
        const { before } = await kill('nginx', 'procstat_lookup_pid_count_of_nginx');
        return message('web-1: nginx was not restarted', before);
      });
      expect(text).toMatch(/not managed by Systems Manager|its SSM agent is/i);
    } finally {
      await setEnvironment(RESTARTER, { AWS_ENDPOINT_URL_SSM });
    }
  });
});

describe('a message that somebody else has written', () => {
  /** People read of each suspicion once a day: whatever other tests have published is forgotten. */
  async function publish(suspicion: string, message: unknown): Promise<number> {
    const table = `${stackOf(STAGE)}-state`;
    await forget(table, `suspicious message ${suspicion} ${new Date().toISOString().slice(0, 10)}`);
    await forget(table, `incident suspicious messages ${suspicion}`);
    const before = (await readMessages(world.slackUrl)).length;
    const Message = JSON.stringify(message);
    await new SNSClient().send(new PublishCommand({ TopicArn: world.outputs.AlertsTopicArn, Message }));
    return before;
  }

  it('such as that of events/process-down.json restarts nothing, and the message says why', async () => {
    const before = await publish('unknown alarm', messagesOf('process-down')[0]);
    const text = await message('A message that asks for a restart is not true', before);
    expect(text).toContain('httpd-process-down is in ALARM, but CloudWatch has no such alarm here');
    expect(await commandsFor('i-03e6aec1a93443558')).toEqual([]);
  });

  it('about an alarm that is there, and is over, restarts nothing', async () => {
    const process = { name: 'httpd', metric: 'procstat_of_forger', instanceId: await launch('web-4') };
    const AlarmName = await putProcessAlarm(process, world.outputs.AlertsTopicArn ?? '');
    await putProcessCount(process, 1);
    const [sample] = messagesOf('process-down').map(Object);
    const forged = {
      ...sample,
      AlarmName,
      AlarmArn: undefined,
      AWSAccountId: undefined,
      StateChangeTime: new Date(Date.now() + 30_000).toISOString(),
      Trigger: {
        ...sample.Trigger,
        MetricName: process.metric,
        Dimensions: [
          { name: 'exe', value: 'httpd' },
          { name: 'InstanceId', value: process.instanceId },
        ],
      },
    };
    const before = await publish('not in ALARM', forged);
    const text = await message('A message that asks for a restart is not true', before);
    expect(text).toContain(`${AlarmName} is in ALARM, but the alarm is OK since`);
    expect(await commandsFor(process.instanceId)).toEqual([]);
  });
});

describe('the table', () => {
  it('gives a claim to one of a hundred at once', async () => {
    const store = tableStore(`${stackOf(STAGE)}-state`);
    const claims = await Promise.all(Array.from({ length: 100 }, () => claim(store, 'e2e', new Date())));
    expect(claims.filter(({ held }) => !held)).toHaveLength(1);
  });
});

describe('the restarter’s role', () => {
  /** An alarm of now, which still rings, about an instance that there is. */
  const processDown = async () =>
    ringUnheard({ name: 'httpd', metric: 'procstat_of_roles', instanceId: await launch('web-3') });

  it.each([
    ['dynamodb:GetItem', 'what was done before is not known'],
    ['dynamodb:PutItem', 'what was done before is not known'],
    ['cloudwatch:DescribeAlarms', 'errorMessage'],
    ['ec2:DescribeInstances', 'errorMessage'],
    ['sns:Publish', 'errorMessage'],
  ])('must allow %s: without it the restarter says so', async (action, words) => {
    const event = await processDown();
    const answer = JSON.stringify(await without(RESTARTER, action, () => invoke(RESTARTER, event)));
    expect(answer.toLowerCase()).toContain(words.toLowerCase());
    expect(answer).toMatch(
      new RegExp(`not authorized to perform: ${action}|UnauthorizedOperation|AuthorizationError`),
    );
  });

  it('may not run a shell', async () => {
    const credentials = await roleCredentials(RESTARTER);
    const ssm = new SSMClient({ credentials, endpoint: world.env.AWS_ENDPOINT_URL ?? '' });
    const instance = await launch('web-2');
    const command = new SendCommandCommand({ DocumentName: 'AWS-RunShellScript', InstanceIds: [instance] });
    await expect(ssm.send(command)).rejects.toThrow(/not authorized to perform: ssm:SendCommand/);
  });
});

describe('the restarter', () => {
  it('does nothing about what is not for it', async () => {
    expect(await invoke(RESTARTER, fixture('cpu-high'))).toEqual([]);
  });

  it('is a dry run by sls invoke local, without credentials', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SSM, ...env } =
      world.env;
    const args = ['invoke', 'local', '-f', 'processRestarter', '-p', 'events/process-down.json'];
    const output = await succeed('sls invoke local', sls({ ...world, env }, ...args));
    expect(output).toContain(`dry run: ${DOCUMENT} would be sent to i-03e6aec1a93443558`);
  });
});
