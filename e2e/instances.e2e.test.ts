/** The alarms of an instance through its life: made, actions disabled and enabled, changed, gone. */
import {
  CloudWatchClient,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { describeDetails } from '../shared/aws/ec2';
import { fixture } from '../test/fixture';
import { npmRun, sls, succeed } from './commands';
import { STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import {
  alarmsOf,
  launch,
  report,
  reportMemory,
  reportProcess,
  start,
  stop,
  tag,
  terminate,
} from './instances';
import { invoke, roleCredentials, rolePolicy, without } from './lambda';
import { shownIn } from './shown';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const STACK = stackOf(STAGE);
const FUNCTION = `${STACK}-instanceAlarms`;
const texts = async () => (await readMessages(world.slackUrl)).map(shownIn);
const poll = () => invoke(FUNCTION, fixture('instances-look'));

/** The text of the first message after the act that holds the words. */
async function messageAfter(act: () => Promise<unknown>, words: string): Promise<string> {
  const before = (await texts()).length;
  await act();
  const find = async () => (await texts()).slice(before).find((text) => text.includes(words));
  return waitFor(`A message with "${words}"`, find, async () => (await texts()).slice(before));
}

let id = '';
const alarms = () => alarmsOf(STACK, id);
const enabled = async () => (await alarms()).filter(({ ActionsEnabled }) => ActionsEnabled).length;
const find = async (template: string) =>
  (await alarms()).find(({ AlarmName }) => AlarmName === `${STACK} ${id} ${template}`);

beforeAll(async () => {
  id = await launch('web-1');
});
afterAll(() => terminate(id));

describe('an instance that starts', () => {
  it('notifies with its alarms and its profile', async () => {
    const text = await messageAfter(() => report(id, 'running'), 'web-1 is running');
    expect(text).toContain(`${id}, t3.micro`);
    expect(text).toContain('Its 4 alarms act on nothing for 10 minutes, or until the agent reports.');
    expect(text).toContain(`got ${STACK}-ap-northeast-2-instance.`);
    expect((await describeDetails(id))?.profile).toMatch(/instance-profile\/.*-instance$/);
  });

  it('has alarms that act on the topic and carry our tags, whose actions are disabled while it boots', async () => {
    const critical = await find('cpu-critical');
    expect(critical).toMatchObject({
      AlarmActions: [world.outputs.AlertsTopicArn],
      OKActions: [world.outputs.AlertsTopicArn],
      ActionsEnabled: false,
      Threshold: 80,
      Period: 300,
      AlarmDescription: expect.stringContaining(`severity: critical\nCPU of web-1 (${id}) >= 80 %`),
    });
    const { Tags = [] } = await new CloudWatchClient().send(
      new ListTagsForResourceCommand({ ResourceARN: critical?.AlarmArn }),
    );
    expect(Tags).toContainEqual({ Key: 'alarm-responder:made-by', Value: STACK });
    expect(Tags).toContainEqual({ Key: 'Name', Value: 'web-1' });
  });

  it('has their actions enabled as soon as the agent reports, with the agent’s alarms', async () => {
    await reportMemory(id, 10);
    expect(await poll()).toEqual([]);
    expect(await alarms()).toHaveLength(6);
    expect(await enabled()).toBe(6);
  });

  it('ends in Slack when a datum is above the threshold', async () => {
    const text = await messageAfter(() => reportMemory(id, 95), '🔴 web-1: memory is in ALARM');
    expect(text).toContain('alarm memory-critical');
  });
});

describe('an instance that stops and starts again', () => {
  it('has the actions of its alarms disabled', async () => {
    const text = await messageAfter(() => stop(id), 'web-1 has stopped');
    expect(text).toContain('Its 6 alarms act on nothing until it runs again.');
    expect(await enabled()).toBe(0);
    const before = (await texts()).length;
    await reportMemory(id, 10);
    await reportMemory(id, 95);
    expect(await find('memory-critical')).toMatchObject({ StateValue: 'ALARM' });
    expect((await texts()).slice(before)).toEqual([]);
  });

  it('has them enabled again, and a fault that is still there notifies anew', async () => {
    await messageAfter(() => start(id), 'web-1 is running');
    expect(await find('memory-critical')).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
    await messageAfter(() => reportMemory(id, 95), '🔴 web-1: memory is in ALARM');
    expect(await enabled()).toBe(6);
  });
});

describe('a changed tag', () => {
  it('changes the same alarm', async () => {
    await tag(id, 'alarm-responder:memory-critical', '97');
    await poll();
    expect(await find('memory-critical')).toMatchObject({ Threshold: 97, ActionsEnabled: true });
    expect(await alarms()).toHaveLength(6);
  });

  it('that cannot be read notifies once', async () => {
    await tag(id, 'alarm-responder:cpu-critical', 'high');
    await messageAfter(poll, 'Alarms of instances need a look');
    expect(await poll()).toEqual([]);
    await tag(id, 'alarm-responder:cpu-critical', '85');
    await poll();
  });
});

describe('a tag that silences an instance', () => {
  it('is told once, with the next poll, which does what it asks for', async () => {
    const other = await launch('web-5');
    await messageAfter(() => report(other, 'running'), 'web-5 is running');
    await tag(other, 'alarm-responder:skip', 'true');
    const skipped = await messageAfter(poll, 'Tags silence web-5');
    expect(skipped).toContain(`web-5 (${other}): it has no alarms and no messages`);
    expect(await alarmsOf(STACK, other)).toEqual([]);
    expect(await poll()).toEqual([]);
    await tag(other, 'alarm-responder:skip', 'false');
    await tag(other, 'alarm-responder:cpu-critical', '1e9');
    const silenced = await messageAfter(poll, 'Tags silence web-5');
    expect(silenced).toContain(
      'cpu-critical never rings: its tag alarm-responder:cpu-critical is 1000000000, where `config/` says 80',
    );
    expect(await alarmsOf(STACK, other)).toHaveLength(4);
    expect(await poll()).toEqual([]);
    await messageAfter(() => terminate(other), 'web-5 was terminated');
  });
});

describe('a pause', () => {
  it('that asks for ever notifies once, and is over with its tag', async () => {
    await tag(id, 'alarm-responder:pause-until', '9999-12-31T00:00Z');
    await messageAfter(poll, 'Alarms of instances need a look');
    expect(await enabled()).toBe(0);
    expect(await poll()).toEqual([]);
    await tag(id, 'alarm-responder:pause-until', '');
    await poll();
    expect(await enabled()).toBe(6);
  });
});

describe('the role of instanceAlarms', () => {
  it('may change alarms of ours only', async () => {
    const asRole = new CloudWatchClient({ credentials: await roleCredentials(FUNCTION) });
    const put = (AlarmName: string) =>
      asRole.send(
        new PutMetricAlarmCommand({
          AlarmName,
          Namespace: 'AWS/EC2',
          MetricName: 'CPUUtilization',
          Statistic: 'Average',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 101,
          ComparisonOperator: 'GreaterThanThreshold',
        }),
      );
    await expect(put('of somebody else')).rejects.toThrow(
      'not authorized to perform: cloudwatch:PutMetricAlarm',
    );
    await expect(put(`${STACK}-2 x`)).rejects.toThrow('not authorized');
  });

  it.each(['cloudwatch:PutMetricAlarm', 'ec2:DescribeInstances', 'sns:Publish'])(
    'needs %s',
    async (action) => {
      const other = await launch('web-2');
      const event = {
        ...Object(fixture('instance-running')),
        time: new Date().toISOString(),
        detail: { 'instance-id': other, state: 'running' },
      };
      const answer = await without(FUNCTION, action, () => invoke(FUNCTION, event));
      expect(JSON.stringify(answer)).toMatch(/not authorized|not published/);
      await terminate(other);
    },
  );

  it('passes one role, to EC2 only', async () => {
    const { policy } = await rolePolicy(FUNCTION);
    const [pass, ...rest] = policy.Statement.filter(({ Action }) => [Action].flat().includes('iam:PassRole'));
    expect(rest).toEqual([]);
    expect(pass).toMatchObject({
      Resource: expect.stringMatching(/:role\/.*InstanceRole/),
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    });
  });
});

describe('npm run reconcile', () => {
  it('shows the plan, carries it out, and then finds nothing to do', async () => {
    const other = await launch('web-3');
    const run = (...options: string[]) => succeed('npm run reconcile', npmRun(world, 'reconcile', options));
    const plan = await run();
    expect(plan).toContain(`make ${STACK} ${other} cpu-critical: CPU of web-3 (${other}) >= 80 %`);
    expect(await alarmsOf(STACK, other)).toEqual([]);
    expect(await run('--apply')).toContain('4 to make, 1 instance profile to attach');
    expect(await alarmsOf(STACK, other)).toHaveLength(4);
    expect(await run('--apply')).toContain('Nothing to do.');
    await messageAfter(() => terminate(other), 'web-3 was terminated');
  });
});

describe('a process', () => {
  it('gets its alarm when it was alive, not when it was never there', async () => {
    const other = await launch('web-4');
    const processes = async () =>
      (await alarmsOf(STACK, other)).flatMap(({ AlarmName = '' }) => AlarmName.split(' process ')[1] ?? []);
    await reportProcess(other, 'apache2', 2);
    await reportProcess(other, 'nginx', 0);
    await poll();
    expect(await processes()).toEqual(['apache2']);
    await reportProcess(other, 'nginx', 1);
    await poll();
    expect((await processes()).sort()).toEqual(['apache2', 'nginx']);
    await messageAfter(() => terminate(other), 'web-4 was terminated');
  });
});

describe('an instance that is terminated', () => {
  it('takes its alarms with it', async () => {
    const text = await messageAfter(() => terminate(id), 'web-1 was terminated');
    expect(text).toContain('Its 6 alarms were deleted.');
    expect(await alarms()).toEqual([]);
  });
});

describe('sls invoke local', () => {
  it('is a dry run without credentials and without an endpoint', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, ...env } = world.env;
    const options = ['invoke', 'local', '-f', 'instanceAlarms', '-p', 'events/instance-running.json'];
    const output = await succeed('sls invoke local', sls({ ...world, env }, ...options));
    expect(output).toContain(`make ${STACK} i-05e8fb4ee552d3511 cpu-critical`);
    expect(output).toContain('Dry run without AWS');
  });
});
