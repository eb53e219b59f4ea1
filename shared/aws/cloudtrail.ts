/** AWS CloudTrail. */
import {
  type AdvancedFieldSelector,
  CloudTrailClient,
  type Trail as CloudTrailTrail,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  StartLoggingCommand,
  TrailNotFoundException,
} from '@aws-sdk/client-cloudtrail';
import { advancedSelectors, basicSelectors, type Selector } from '../cloudtrail/selectors';
import type { TrailSettings } from '../cloudtrail/trail';
import { lazyClient } from './lazy-client';

// Four attempts: CloudTrail is throttled by the account, and whoever tampers with trails may be busy calling it.
const client = lazyClient(CloudTrailClient, { maxAttempts: 4, timeoutMs: 3_000 });

/** `homeRegion` is where it can be changed; everywhere else it is a shadow. */
export type Trail = { name: string; arn: string; homeRegion: string; settings: TrailSettings };

/** `deliveryError`: the trail logs, but its bucket does not take the log. */
export type TrailStatus = {
  logging: boolean;
  startedAt: Date | undefined;
  stoppedAt: Date | undefined;
  deliveryError: string | undefined;
};

const trailOf = (trail: CloudTrailTrail): Trail => ({
  name: trail.Name ?? '',
  arn: trail.TrailARN ?? '',
  homeRegion: trail.HomeRegion ?? '',
  settings: {
    multiRegion: trail.IsMultiRegionTrail ?? false,
    globalEvents: trail.IncludeGlobalServiceEvents ?? false,
    validation: trail.LogFileValidationEnabled ?? false,
    organization: trail.IsOrganizationTrail ?? false,
    recursive: trail.RecursiveLogging ?? true,
    kmsKey: trail.KmsKeyId ?? '',
    bucket: trail.S3BucketName ?? '',
    prefix: trail.S3KeyPrefix ?? '',
    topic: trail.SnsTopicARN ?? '',
    logGroup: trail.CloudWatchLogsLogGroupArn ?? '',
    logRole: trail.CloudWatchLogsRoleArn ?? '',
  },
});

/**
 * All trails that record this region: its own, shadows of those of other regions, and other accounts' organisation
 * trails.
 */
export async function describeTrails(): Promise<Trail[]> {
  const { trailList = [] } = await client().send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  return trailList.map(trailOf);
}

/** The trail, or `undefined` when there is none. */
export async function findTrail(arn: string): Promise<Trail | undefined> {
  try {
    const { Trail: trail } = await client().send(new GetTrailCommand({ Name: arn }));
    return trail && trailOf(trail);
  } catch (error) {
    if (error instanceof TrailNotFoundException) return undefined;
    throw error;
  }
}

export async function trailStatus(arn: string): Promise<TrailStatus> {
  const status = await client().send(new GetTrailStatusCommand({ Name: arn }));
  return {
    logging: status.IsLogging ?? false,
    startedAt: status.StartLoggingTime,
    stoppedAt: status.StopLoggingTime,
    deliveryError: status.LatestDeliveryError || undefined,
  };
}

const fieldOf = (selector: AdvancedFieldSelector) => ({
  field: selector.Field ?? '',
  conditions: {
    equals: selector.Equals ?? [],
    notEquals: selector.NotEquals ?? [],
    startsWith: selector.StartsWith ?? [],
    notStartsWith: selector.NotStartsWith ?? [],
    endsWith: selector.EndsWith ?? [],
    notEndsWith: selector.NotEndsWith ?? [],
  },
});

/** Which events the trail records. */
export async function trailSelectors(arn: string): Promise<Selector[]> {
  const { EventSelectors = [], AdvancedEventSelectors = [] } = await client().send(
    new GetEventSelectorsCommand({ TrailName: arn }),
  );
  if (AdvancedEventSelectors.length > 0) {
    return advancedSelectors(
      AdvancedEventSelectors.map(({ FieldSelectors = [] }) => FieldSelectors.map(fieldOf)),
    );
  }
  return basicSelectors(
    EventSelectors.map((selector) => ({
      readWrite: selector.ReadWriteType ?? 'All',
      management: selector.IncludeManagementEvents ?? true,
      excluded: selector.ExcludeManagementEventSources ?? [],
      data: (selector.DataResources ?? []).map(({ Type = '', Values = [] }) => ({
        type: Type,
        values: Values,
      })),
    })),
  );
}

export async function trailTags(arn: string): Promise<Record<string, string>> {
  const { ResourceTagList = [] } = await client().send(new ListTagsCommand({ ResourceIdList: [arn] }));
  const tags = ResourceTagList.flatMap(({ TagsList = [] }) => TagsList);
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Switches the trail on; does nothing to one that logs already. */
export async function startLogging(arn: string): Promise<void> {
  await client().send(new StartLoggingCommand({ Name: arn }));
}
