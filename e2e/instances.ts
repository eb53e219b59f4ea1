/**
 * Instances in the emulator. They report nothing to EventBridge by themselves, so each change of state is delivered
 * here.
 */
import { randomUUID } from 'node:crypto';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateTagsCommand,
  EC2Client,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { PROCSTAT } from '../shared/alarm/process';
import { fixture } from '../test/fixture';
import { deliver } from './event-bridge';

const ec2 = new EC2Client();
const cloudWatch = new CloudWatchClient();

/** Reports that the instance is in this state now. */
export async function report(instanceId: string, state: string): Promise<void> {
  const region = await cloudWatch.config.region();
  await deliver({
    ...Object(fixture('instance-running')),
    id: randomUUID(),
    time: new Date().toISOString(),
    account: '000000000000',
    region,
    resources: [`arn:aws:ec2:${region}:000000000000:instance/${instanceId}`],
    detail: { 'instance-id': instanceId, state },
  });
}

/** Launches an instance, without reporting it to anybody. @returns its id */
export async function launch(name: string): Promise<string> {
  const { Instances: [instance] = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fd0765afb77bcca7',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
    }),
  );
  return instance?.InstanceId ?? '';
}

export async function start(instanceId: string): Promise<void> {
  await ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
  await report(instanceId, 'running');
}

export async function stop(instanceId: string): Promise<void> {
  await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
  await report(instanceId, 'stopped');
}

export async function terminate(instanceId: string): Promise<void> {
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  await report(instanceId, 'terminated');
}

export async function tag(instanceId: string, key: string, value: string): Promise<void> {
  await ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags: [{ Key: key, Value: value }] }));
}

let weight = 1;

/** What the agent reports of the memory in use, in percent; it outweighs all that was reported before. */
export async function reportMemory(instanceId: string, percent: number): Promise<void> {
  weight *= 100;
  const Dimensions = [
    { Name: 'InstanceId', Value: instanceId },
    { Name: 'InstanceType', Value: 't3.micro' },
  ];
  const datum = { Dimensions, Values: [percent], Counts: [weight], Timestamp: new Date() };
  await cloudWatch.send(
    new PutMetricDataCommand({
      Namespace: 'CWAgent',
      MetricData: [{ MetricName: 'mem_used_percent', Unit: 'Percent', ...datum }],
    }),
  );
}

/** What the agent has reported of a process: of ten minutes ago, so that no alarm of another test looks at it. */
export async function reportProcess(instanceId: string, exe: string, count: number): Promise<void> {
  const Dimensions = [
    { Name: 'InstanceId', Value: instanceId },
    { Name: 'exe', Value: exe },
    { Name: 'pid_finder', Value: 'native' },
  ];
  const datum = { Dimensions, Value: count, Timestamp: new Date(Date.now() - 600_000) };
  await cloudWatch.send(
    new PutMetricDataCommand({
      Namespace: PROCSTAT.namespace,
      MetricData: [{ MetricName: PROCSTAT.metric, ...datum }],
    }),
  );
}

/** The alarms of the instance. */
export async function alarmsOf(stack: string, instanceId: string) {
  const { MetricAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: `${stack} ${instanceId} ` }),
  );
  return MetricAlarms;
}
