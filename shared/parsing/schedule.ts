/** An EventBridge rule's schedule: it says only that it is time. */
import * as v from 'valibot';
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
