/** Notifies people of one item: in Slack, then those without it. What cannot be sent now is kept, so nothing is lost. */
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import type { LambdaContext } from '../../shared/telling';
import { withTimeout } from '../../shared/with-timeout';
import type { Deps } from './deps';
import { digests } from './digest';
import { defer, type Item, OTHER_RECEIVERS, type Receiver } from './item';
import { renderEmail, tellOthers } from './tell-others';
import { getReady, messageFor, tellSlack } from './tell-slack';

/** How long somebody waits for a slot before the queue does. */
const SLOT_MAX_WAIT_MS = 3_000;
/** What keeping may take: a function that runs out of time is tried again, and would notify Slack again. */
const KEEP_TIMEOUT_MS = 4_000;

/**
 * `queued`: Slack gets it in a moment. `failed over`: those without Slack got it, and it is kept for Slack among the
 * dead letters.
 */
export type Told = {
  outcome: 'notified' | 'suppressed' | 'queued' | 'failed over' | 'dry run';
  why: string;
  message?: unknown;
  email?: unknown;
};

const kindOf = (items: Item[]): Item['kind'] => items.find(({ kind }) => kind !== undefined)?.kind;

/** Keeps what is still due of the items. */
async function deadLetter(items: Item[], due: Receiver[], deps: Deps): Promise<void> {
  if (due.length === 0) return;
  await withTimeout(KEEP_TIMEOUT_MS, () =>
    Promise.all(items.map((item) => deps.deadLetter(defer(item, due)))),
  );
}

/**
 * After Slack has it: everybody else. What fails is kept for them alone. It never throws: a retry would notify Slack again.
 */
export async function followUp(
  items: Item[],
  due: Receiver[],
  context: LambdaContext,
  deps: Deps,
): Promise<void> {
  for (const { card, items: those } of due.length > 0 ? digests(items) : []) {
    const request = { card, kind: kindOf(those), unreachable: undefined };
    const failed = await tellOthers(request, due, context.invokedFunctionArn, deps);
    await deadLetter(those, failed, deps).catch((error: unknown) => {
      log().error('notified in Slack alone', {
        items: those.map(({ about }) => about),
        why: messageOf(error),
      });
    });
  }
}

/** Slack will not have it: everybody else is notified, and why. Slack's part waits until somebody has mended it. */
export async function failOver(
  items: Item[],
  { due, why }: { due: Receiver[]; why: string },
  context: LambdaContext,
  deps: Deps,
): Promise<void> {
  for (const { card, items: those } of digests(items)) {
    const request = { card, kind: kindOf(those), unreachable: why };
    const failed = await tellOthers(request, due, context.invokedFunctionArn, deps);
    await deadLetter(those, ['slack', ...failed], deps);
  }
}

/**
 * Notifies people of an item once, whoever brings it, as long as the table can be reached.
 * @throws Error when it can neither be sent nor be kept: then Lambda tries again
 */
export async function tell(item: Item, why: string, context: LambdaContext, deps: Deps): Promise<Told> {
  const asked = getReady(SLOT_MAX_WAIT_MS, deps);
  const claim = await deps.claim(item.id);
  const ready = await asked;
  if (claim.held) return { outcome: 'suppressed', why: 'it was notified a moment ago' };
  const outcome = await tellSlack(item.card, ready, () => context.getRemainingTimeInMillis(), deps);
  try {
    switch (outcome.slack) {
      case 'dry run': {
        const { card, kind } = item;
        const { attributes: _, ...email } = renderEmail(
          { card, kind, unreachable: undefined },
          deps.timeZone(),
        );
        return { outcome: 'dry run', why, message: messageFor(card, deps), email };
      }
      case 'told':
        await followUp([item], OTHER_RECEIVERS, context, deps);
        return { outcome: 'notified', why };
      case 'later':
        await deps.enqueue(defer(item, ['slack', ...OTHER_RECEIVERS]));
        return { outcome: 'queued', why: outcome.why };
      case 'not asked': // Others need not wait for as long as this lasts.
        await deps.enqueue(defer(item, ['slack']));
        await followUp([item], OTHER_RECEIVERS, context, deps);
        return { outcome: 'queued', why: outcome.why };
      case 'refused':
        await failOver([item], { due: OTHER_RECEIVERS, why: outcome.why }, context, deps);
        return { outcome: 'failed over', why: outcome.why };
    }
  } catch (cause) {
    await claim.release();
    const slack = 'why' in outcome ? `${outcome.why}; it could not be kept either: ` : '';
    throw new Error(`${slack}${messageOf(cause)}`, { cause });
  }
}
