/** An EventBridge rule's schedule: it says only that it is time. */
import * as v from 'valibot';
import { parseArn } from '../aws/arn';
import { eventBridge } from './event-bridge';
import { parse } from './parse';

export const SCHEDULED = 'Scheduled Event';

const schema = v.pipe(
  eventBridge(SCHEDULED, v.unknown()),
  v.transform(({ account, region, at }) => ({ account, region, at })),
);

export type Schedule = v.InferOutput<typeof schema>;

/** @throws EventParseError */
export const parseSchedule = (input: unknown): Schedule => parse(schema, input, 'scheduled event');

/** For a function with several schedules: `rule` is the name of the one whose time has come. */
const ruleSchema = v.pipe(
  eventBridge(SCHEDULED, v.unknown()),
  v.transform(({ account, region, at, resources: [arn = ''] }) => ({
    account,
    region,
    at,
    rule: parseArn(arn)?.resource.replace(/^rule\//, '') ?? '',
  })),
);

export type ScheduledRule = v.InferOutput<typeof ruleSchema>;

/** @throws EventParseError */
export const parseScheduledRule = (input: unknown): ScheduledRule =>
  parse(ruleSchema, input, 'scheduled event');
