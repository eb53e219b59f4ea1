/** Tells one item: in Slack, then to those without it. What cannot be told now is kept, so nothing is lost. */
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import type { Context } from '../../shared/telling';
import { within } from '../../shared/within';
import type { Deps } from './deps';
import { digests } from './digest';
import { defer, type Item, type Medium, OTHERS } from './item';
import { letter, tellOthers } from './tell-others';
import { getReady, messageFor, tellSlack } from './tell-slack';

/** How long somebody waits for a turn before the queue does, in ms. */
const PATIENCE = 3_000;
/** What keeping may take, in ms: a function that runs out of time is tried again, and would tell Slack again. */
const AFTER = 4_000;

/** `queued`: Slack is told in a moment. `failed over`: told to those without Slack, and kept for Slack among the dead letters. */
export type Told = {
  outcome: 'told' | 'not told' | 'queued' | 'failed over' | 'dry run';
  why: string;
  message?: unknown;
  email?: unknown;
};

const kindOf = (items: Item[]): Item['kind'] => items.find(({ kind }) => kind !== undefined)?.kind;

/** Keeps what is still due of the items. */
async function bury(items: Item[], due: Medium[], deps: Deps): Promise<void> {
  if (due.length === 0) return;
  await within(AFTER, () => Promise.all(items.map((item) => deps.bury(defer(item, due)))));
}

/**
 * After Slack has it: everybody else. What fails is kept for them alone. It never throws: a retry would tell Slack again.
 */
export async function followUp(items: Item[], due: Medium[], context: Context, deps: Deps): Promise<void> {
  for (const { card, items: those } of due.length > 0 ? digests(items) : []) {
    const outcry = { card, kind: kindOf(those), unreachable: undefined };
    const failed = await tellOthers(outcry, due, context.invokedFunctionArn, deps);
    await bury(those, failed, deps).catch((error: unknown) => {
      log().error('told in Slack alone', { items: those.map(({ about }) => about), why: messageOf(error) });
    });
  }
}

/** Slack will not have it: everybody else is told so. Slack's part waits until somebody has mended it. */
export async function failOver(
  items: Item[],
  { due, why }: { due: Medium[]; why: string },
  context: Context,
  deps: Deps,
): Promise<void> {
  for (const { card, items: those } of digests(items)) {
    const outcry = { card, kind: kindOf(those), unreachable: why };
    const failed = await tellOthers(outcry, due, context.invokedFunctionArn, deps);
    await bury(those, ['slack', ...failed], deps);
  }
}

/**
 * Tells an item once, whoever brings it, as long as the table can be reached.
 * @throws Error when it can neither be told nor be kept: then Lambda tries again
 */
export async function tell(item: Item, why: string, context: Context, deps: Deps): Promise<Told> {
  const asked = getReady(PATIENCE, deps);
  const claim = await deps.claim(item.id);
  const ready = await asked;
  if (claim.held) return { outcome: 'not told', why: 'it was told a moment ago' };
  const outcome = await tellSlack(item.card, ready, () => context.getRemainingTimeInMillis(), deps);
  try {
    switch (outcome.slack) {
      case 'dry run': {
        const { card, kind } = item;
        const { attributes: _, ...email } = letter({ card, kind, unreachable: undefined }, deps.timeZone());
        return { outcome: 'dry run', why, message: messageFor(card, deps), email };
      }
      case 'told':
        await followUp([item], OTHERS, context, deps);
        return { outcome: 'told', why };
      case 'later':
        await deps.enqueue(defer(item, ['slack', ...OTHERS]));
        return { outcome: 'queued', why: outcome.why };
      case 'not asked': // Others need not wait for as long as this lasts.
        await deps.enqueue(defer(item, ['slack']));
        await followUp([item], OTHERS, context, deps);
        return { outcome: 'queued', why: outcome.why };
      case 'refused':
        await failOver([item], { due: OTHERS, why: outcome.why }, context, deps);
        return { outcome: 'failed over', why: outcome.why };
    }
  } catch (cause) {
    await claim.release();
    const slack = 'why' in outcome ? `${outcome.why}; it could not be kept either: ` : '';
    throw new Error(`${slack}${messageOf(cause)}`, { cause });
  }
}
