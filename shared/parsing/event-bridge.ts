/** The envelope of an EventBridge event. */
import * as v from 'valibot';
import { timestamp } from './parse';

/**
 * A schema of an EventBridge event with this detail type, or one of these, and detail.
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export const eventBridge = <T>(detailType: string | string[], detail: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.object({
      id: v.string(),
      'detail-type': v.picklist([detailType].flat()),
      account: v.string(),
      region: v.string(),
      time: timestamp,
      resources: v.array(v.string()),
      detail,
    }),
    v.transform((event) => ({
      id: event.id,
      account: event.account,
      region: event.region,
      at: event.time,
      resources: event.resources,
      detail: event.detail,
    })),
  );

/** Where an event comes from. */
export type EventOrigin = { account: string; region: string };

/** The detail type of an EventBridge event, or `undefined` for what is none. */
export function detailTypeOf(event: unknown): string | undefined {
  const result = v.safeParse(v.object({ 'detail-type': v.string() }), event);
  return result.success ? result.output['detail-type'] : undefined;
}
