/** A call that changes a trail, as EventBridge carries it ("AWS API Call via CloudTrail"). */
import * as v from 'valibot';
import {
  type AdvancedField,
  advancedSelectors,
  basicSelectors,
  type Selector,
} from '../cloudtrail/selectors';
import type { TrailSettings } from '../cloudtrail/trail';
import { EventParseError } from '../errors';
import { eventBridge } from './event-bridge';
import { maybe, parse, timestamp } from './parse';
import { type UserIdentity, userIdentity } from './user-identity';

/** What every record holds. On a refused call `requestParameters` may be null. */
const record = {
  eventID: v.string(),
  eventTime: timestamp,
  eventSource: v.literal('cloudtrail.amazonaws.com'),
  userIdentity,
  sourceIPAddress: maybe(v.string()),
  userAgent: maybe(v.string()),
  errorCode: maybe(v.string()),
  errorMessage: maybe(v.string()),
};

const named = maybe(v.object({ name: maybe(v.string()) }));

const settings = v.looseObject({
  name: maybe(v.string()),
  isMultiRegionTrail: maybe(v.boolean()),
  includeGlobalServiceEvents: maybe(v.boolean()),
  enableLogFileValidation: maybe(v.boolean()),
  isOrganizationTrail: maybe(v.boolean()),
  recursiveLogging: maybe(v.boolean()),
  kmsKeyId: maybe(v.string()),
  s3BucketName: maybe(v.string()),
  s3KeyPrefix: maybe(v.string()),
  snsTopicName: maybe(v.string()),
  cloudWatchLogsLogGroupArn: maybe(v.string()),
  cloudWatchLogsRoleArn: maybe(v.string()),
});
const settingsAfter = v.object({
  kmsKeyId: maybe(v.string()),
  snsTopicARN: maybe(v.string()),
  cloudWatchLogsLogGroupArn: maybe(v.string()),
});

const basic = v.pipe(
  v.object({
    readWriteType: maybe(v.string()),
    includeManagementEvents: maybe(v.boolean()),
    excludeManagementEventSources: maybe(v.array(v.string())),
    dataResources: maybe(v.array(v.object({ type: v.string(), values: maybe(v.array(v.string())) }))),
  }),
  v.transform((selector) => ({
    readWrite: selector.readWriteType ?? 'All',
    management: selector.includeManagementEvents ?? true,
    excluded: selector.excludeManagementEventSources ?? [],
    data: (selector.dataResources ?? []).map(({ type, values = [] }) => ({ type, values })),
  })),
);

/** Every operator is read, also one that is new. `undefined` where one holds anything but a list of texts. */
const field = v.pipe(
  v.objectWithRest({ field: v.string() }, v.unknown()),
  v.transform(({ field, ...operators }): AdvancedField | undefined => {
    const given = Object.entries(operators).filter(([, list]) => list !== null);
    const conditions = v.safeParse(v.record(v.string(), v.array(v.string())), Object.fromEntries(given));
    return conditions.success ? { field, conditions: conditions.output } : undefined;
  }),
);

const selectors = v.object({
  trailName: maybe(v.string()),
  eventSelectors: maybe(v.array(basic)),
  advancedEventSelectors: maybe(v.array(v.object({ fieldSelectors: v.array(field) }))),
});

const tags = v.object({
  resourceId: maybe(v.string()),
  tagsList: maybe(v.array(v.object({ key: v.string(), value: maybe(v.string()) }))),
});

const detail = v.variant('eventName', [
  v.object({
    ...record,
    eventName: v.picklist(['StopLogging', 'DeleteTrail']),
    requestParameters: named,
  }),
  v.object({
    ...record,
    eventName: v.literal('UpdateTrail'),
    requestParameters: maybe(settings),
    responseElements: maybe(settingsAfter),
  }),
  v.object({
    ...record,
    eventName: v.literal('PutEventSelectors'),
    requestParameters: maybe(selectors),
  }),
  v.object({ ...record, eventName: v.literal('AddTags'), requestParameters: maybe(tags) }),
]);
type Detail = v.InferOutput<typeof detail>;

const event = eventBridge('AWS API Call via CloudTrail', detail);

/**
 * What was asked for. `changes` holds only the settings that were named, `unknown` the names of those that nobody here knows;
 * `selectors` are what is recorded from now on, `undefined` when they could not be read.
 */
type Request =
  | { call: 'StopLogging' | 'DeleteTrail' }
  | { call: 'UpdateTrail'; changes: Partial<TrailSettings>; unknown: string[] }
  | { call: 'PutEventSelectors'; selectors: Selector[] | undefined }
  | { call: 'AddTags'; tags: Record<string, string> };

/** `id` is CloudTrail's own; `trail` a name or an ARN, absent only where AWS refused the call. */
export type TrailCall = Request & {
  id: string;
  at: Date;
  account: string;
  region: string;
  trail: string | undefined;
  caller: UserIdentity;
  sourceIp: string | undefined;
  userAgent: string | undefined;
  refused: { code: string; message: string | undefined } | undefined;
};

type UpdateDetail = Extract<Detail, { eventName: 'UpdateTrail' }>;

/** What CloudTrail answers is spelled in full, however it was asked for; what it holds beyond the request did not change. */
function changesOf({
  requestParameters: asked,
  responseElements: after,
}: UpdateDetail): Partial<TrailSettings> {
  const changes = {
    multiRegion: asked?.isMultiRegionTrail,
    globalEvents: asked?.includeGlobalServiceEvents,
    validation: asked?.enableLogFileValidation,
    organization: asked?.isOrganizationTrail,
    recursive: asked?.recursiveLogging,
    kmsKey: asked?.kmsKeyId && (after?.kmsKeyId ?? asked.kmsKeyId),
    bucket: asked?.s3BucketName,
    prefix: asked?.s3KeyPrefix,
    topic: asked?.snsTopicName && (after?.snsTopicARN ?? asked.snsTopicName),
    logGroup:
      asked?.cloudWatchLogsLogGroupArn &&
      (after?.cloudWatchLogsLogGroupArn ?? asked.cloudWatchLogsLogGroupArn),
    logRole: asked?.cloudWatchLogsRoleArn,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

const unknownIn = ({ requestParameters }: UpdateDetail): string[] =>
  Object.entries(requestParameters ?? {}).flatMap(([name, value]) =>
    name in settings.entries || value === null || value === undefined ? [] : [name],
  );

type SelectorsDetail = Extract<Detail, { eventName: 'PutEventSelectors' }>;

function selectorsOf({ requestParameters: asked }: SelectorsDetail): Selector[] | undefined {
  if (asked?.advancedEventSelectors?.length) {
    const fields = asked.advancedEventSelectors.map(({ fieldSelectors }) => fieldSelectors);
    const read = fields.map((list) => list.filter((one) => one !== undefined));
    return read.flat().length === fields.flat().length ? advancedSelectors(read) : undefined;
  }
  return asked?.eventSelectors && basicSelectors(asked.eventSelectors);
}

function requestOf(detail: Detail): [trail: string | undefined, request: Request] {
  switch (detail.eventName) {
    case 'StopLogging':
    case 'DeleteTrail':
      return [detail.requestParameters?.name, { call: detail.eventName }];
    case 'UpdateTrail':
      return [
        detail.requestParameters?.name,
        { call: detail.eventName, changes: changesOf(detail), unknown: unknownIn(detail) },
      ];
    case 'PutEventSelectors':
      return [
        detail.requestParameters?.trailName,
        { call: detail.eventName, selectors: selectorsOf(detail) },
      ];
    case 'AddTags': {
      const list = detail.requestParameters?.tagsList ?? [];
      const tags = Object.fromEntries(list.map(({ key, value = '' }) => [key, value]));
      return [detail.requestParameters?.resourceId, { call: detail.eventName, tags }];
    }
  }
}

const NAME = 'CloudTrail call about a trail';

/** @throws EventParseError */
export function parseTrailCall(input: unknown): TrailCall {
  const { account, region, detail } = parse(event, input, NAME);
  const [trail, request] = requestOf(detail);
  const { errorCode: code, errorMessage: message } = detail;
  if (!trail && !code) {
    const path = 'detail.requestParameters';
    throw new EventParseError(`Not a ${NAME}: expected the name of a trail at ${path}, got none`, path);
  }
  return {
    ...request,
    id: detail.eventID,
    at: detail.eventTime,
    account,
    region,
    trail: trail || undefined,
    caller: detail.userIdentity,
    sourceIp: detail.sourceIPAddress,
    userAgent: detail.userAgent,
    refused: code ? { code, message } : undefined,
  };
}
