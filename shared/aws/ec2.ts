/** Amazon EC2. */
import {
  DescribeInstancesCommand,
  EC2Client,
  EC2ServiceException,
  type Instance as Ec2Instance,
} from '@aws-sdk/client-ec2';

let made: EC2Client | undefined;

function client(): EC2Client {
  made ??= new EC2Client({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 },
  });
  return made;
}

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

/** The instance, or `undefined` when there is none: EC2 forgets a terminated one after an hour or so. */
export async function describeInstance(id: string): Promise<Instance | undefined> {
  try {
    const { Reservations = [] } = await client().send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const [instance] = Reservations.flatMap(({ Instances = [] }) => Instances);
    return instance && instanceOf(instance);
  } catch (error) {
    const isGone = error instanceof EC2ServiceException && /^InvalidInstanceID\./.test(error.name);
    if (isGone) return undefined;
    throw error;
  }
}

/** `web-1 (i-0a1b…)`, or the id alone. */
export const nameOf = ({ id, name }: Pick<Instance, 'id' | 'name'>): string =>
  name ? `${name} (${id})` : id;
