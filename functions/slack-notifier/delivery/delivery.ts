/** A notification and who has not got it yet: so it waits in the queue and lies among the dead letters. */
import * as v from 'valibot';
import { bounded } from '../../../shared/bounded';
import { type Notification, notificationSchema } from '../../../shared/notification';
import { parse } from '../../../shared/parsing/parse';

/** `subscribers`: the topic, and with it email. */
const receiver = v.picklist(['slack', 'subscribers', 'sms']);
export type Receiver = v.InferOutput<typeof receiver>;
export const RECEIVERS: Receiver[] = ['slack', 'subscribers', 'sms'];

export const DELIVERY_TYPE = 'alarm-responder.delivery';

const schema = v.object({
  type: v.literal(DELIVERY_TYPE),
  version: v.literal(2),
  pending: v.array(receiver),
  notification: notificationSchema,
});
export type Delivery = v.InferOutput<typeof schema>;

/** As it travels: bounded, whatever it was made from. */
export const delivery = (notification: Notification, pending: Receiver[] = RECEIVERS): Delivery => ({
  type: DELIVERY_TYPE,
  version: 2,
  pending,
  notification: bounded(notification),
});

/**
 * One that was kept, maybe by an older version, which knew fewer secrets.
 * @throws EventParseError
 */
export function parseDelivery(input: unknown): Delivery {
  const { notification, pending } = parse(schema, input, 'delivery');
  return delivery(notification, pending);
}
