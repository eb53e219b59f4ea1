/**
 * Delivers one notification or many, in one way: claim the incident → slot → render → notify each receiver → mark →
 * close. What one receiver does not take is kept before the next is notified, so nothing is lost.
 */
import type { LambdaContext } from '../../../shared/publishing';
import type { Deps } from '../deps';
import { renderEmail } from '../receivers/email';
import { findWebhook, renderSlack } from '../receivers/slack/deliver';
import { close } from './close-incidents';
import type { Delivery } from './delivery';
import { alone } from './digest';
import { notifyOthers } from './notify-others';
import { notifySlack } from './notify-slack';
import { claim } from './open-incidents';
import type { Delivered, OpenIncident, Round, Source } from './round';

/** What would be sent, where there is nobody to send it to. */
function shown({ jobs, suppressed }: OpenIncident, { deps }: Round): Delivered[] {
  const sent = jobs.map(({ delivery, why }): Delivered => {
    const message = alone(delivery.notification);
    const { attributes: _, ...email } = renderEmail(message, undefined, deps);
    return { delivery, result: { outcome: 'dry run', why, message: renderSlack(message, deps), email } };
  });
  const unsent = suppressed.map(
    ({ delivery, why }): Delivered => ({ delivery, result: { outcome: 'suppressed', why } }),
  );
  return [...sent, ...unsent];
}

/**
 * What became of each. It throws nothing: what could be neither sent nor kept has `failed`, and its source is to bring
 * it again.
 */
export async function deliver(
  deliveries: Delivery[],
  source: Source,
  context: LambdaContext,
  deps: Deps,
): Promise<Delivered[]> {
  const round: Round = { source, context, deps };
  const incidents = [...Map.groupBy(deliveries, ({ notification }) => notification.incident).values()];
  const [webhook, ...claims] = await Promise.all([
    findWebhook(deps),
    ...incidents.map((those) => claim(those, round)),
  ]);
  const open = claims.flatMap((claimed) => claimed.open);
  const done = claims.flatMap((claimed) => claimed.done);
  if ('url' in webhook && webhook.url === undefined) {
    return [...done, ...open.flatMap((one) => shown(one, round))];
  }
  await notifySlack(open, webhook, round);
  await notifyOthers(open, round);
  const closed = await Promise.all(open.map((one) => close(one, round)));
  return [...done, ...closed.flat()];
}
