/** Amazon EC2. */
import {
  AssociateIamInstanceProfileCommand,
  DescribeInstancesCommand,
  EC2Client,
  EC2ServiceException,
  type Instance as Ec2Instance,
} from '@aws-sdk/client-ec2';
import { lazyClient } from './lazy-client';

const client = lazyClient(EC2Client, { maxAttempts: 4, timeoutMs: 5_000 });

/** `state` as EC2 spells it, such as `running` or `shutting-down`; `name` is the tag `Name`. */
export type Instance = {
  id: string;
  state: string;
  tags: Record<string, string>;
  name: string | undefined;
  type: string | undefined;
  zone: string | undefined;
  launchedAt: Date | undefined;
};

/**
 * `launchedAt` is the last start, `createdAt` the first. `transition` and `stateReason` are AWS's own words on the last
 * change of state. `profile` is the ARN of the instance profile.
 */
export type InstanceDetails = Instance & {
  createdAt: Date | undefined;
  detailedMonitoring: boolean;
  profile: string | undefined;
  group: string | undefined;
  transition: string | undefined;
  stateReason: string | undefined;
};

function instanceOf({
  InstanceId = '',
  State,
  Tags = [],
  InstanceType,
  Placement,
  LaunchTime,
}: Ec2Instance): Instance {
  const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  return {
    id: InstanceId,
    state: State?.Name ?? 'unknown',
    tags,
    name: tags.Name || undefined,
    type: InstanceType,
    zone: Placement?.AvailabilityZone,
    launchedAt: LaunchTime,
  };
}

/** A stop and a start change the launch time, but not when the first network interface was attached. */
function firstStartOf({ LaunchTime, NetworkInterfaces = [] }: Ec2Instance): Date | undefined {
  const attached = NetworkInterfaces.find(({ Attachment }) => Attachment?.DeviceIndex === 0)?.Attachment;
  const times = [LaunchTime, attached?.AttachTime].filter((time) => time !== undefined);
  return times.sort((a, b) => a.getTime() - b.getTime())[0];
}

function detailsOf(described: Ec2Instance): InstanceDetails {
  const instance = instanceOf(described);
  return {
    ...instance,
    createdAt: firstStartOf(described),
    detailedMonitoring: ['enabled', 'pending'].includes(described.Monitoring?.State ?? ''),
    profile: described.IamInstanceProfile?.Arn,
    group: instance.tags['aws:autoscaling:groupName'],
    transition: described.StateTransitionReason || undefined,
    stateReason: described.StateReason?.Message || undefined,
  };
}

async function fetchInstance(id: string): Promise<Ec2Instance | undefined> {
  try {
    const { Reservations = [] } = await client().send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations.flatMap(({ Instances = [] }) => Instances)[0];
  } catch (error) {
    const isGone = error instanceof EC2ServiceException && /^InvalidInstanceID\./.test(error.name);
    if (isGone) return undefined;
    throw error;
  }
}

/** The instance, or `undefined` when there is none: EC2 forgets a terminated one after an hour or so. */
export async function describeInstance(id: string): Promise<Instance | undefined> {
  const described = await fetchInstance(id);
  return described && instanceOf(described);
}

/** The same with all that its alarms depend on. */
export async function describeDetails(id: string): Promise<InstanceDetails | undefined> {
  const described = await fetchInstance(id);
  return described && detailsOf(described);
}

/** All instances of the region, those terminated lately included. */
export async function allInstances(): Promise<InstanceDetails[]> {
  const all: InstanceDetails[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client().send(
      new DescribeInstancesCommand({ MaxResults: 1_000, ...(NextToken && { NextToken }) }),
    );
    const instances = (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
    all.push(...instances.map(detailsOf));
    NextToken = page.NextToken;
  } while (NextToken);
  return all;
}

/** `not ready`: the instance neither runs nor is stopped yet. `taken`: it has got a profile meanwhile. */
export type Attachment = 'attached' | 'not ready' | 'taken';

/**
 * Gives the instance this profile.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html
 */
export async function attachProfile(instanceId: string, profileName: string): Promise<Attachment> {
  try {
    await client().send(
      new AssociateIamInstanceProfileCommand({
        InstanceId: instanceId,
        IamInstanceProfile: { Name: profileName },
      }),
    );
    return 'attached';
  } catch (error) {
    if (!(error instanceof EC2ServiceException)) throw error;
    if (error.name === 'IncorrectInstanceState') return 'not ready';
    if (/^InvalidInstanceID\./.test(error.name)) return 'not ready';
    if (error.name === 'IncorrectState') return 'taken';
    throw error;
  }
}
