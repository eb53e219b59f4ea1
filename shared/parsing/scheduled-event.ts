/** What a scheduled rule of EventBridge sends. */
import * as v from 'valibot';
import { parseArn } from '../arn';
import { eventBridge } from './event-bridge';
import { parse } from './parse';

export const SCHEDULED_EVENT = 'Scheduled Event';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html */
const schema = v.pipe(
  eventBridge(SCHEDULED_EVENT, v.unknown()),
  v.transform(({ account, region, at, resources: [arn = ''] }) => ({
    rule: parseArn(arn)?.resource.replace(/^rule\//, '') ?? '',
    at,
    account,
    region,
  })),
);

/** `rule` is the name of the rule whose time has come. */
export type ScheduledEvent = v.InferOutput<typeof schema>;

/** @throws EventParseError */
export const parseScheduledEvent = (input: unknown): ScheduledEvent => parse(schema, input, SCHEDULED_EVENT);
