/**
 * How restarts ended: people are notified when EventBridge reports it, else when a command has been without outcome
 * for too long.
 */
import { messageOf, StoreError } from '../../shared/errors';
import { log } from '../../shared/log';
import type { Notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { once } from '../../shared/state/once';
import { MINUTE_MS } from '../../shared/text/duration';
import type { Deps } from './deps';
import { commented, outcomeNotification, type SentRestart, unknownNotification } from './outcome';
import { expectedOutcome, overdue, settleOutcome } from './pending-commands';

const OVERDUE_AFTER_MS = 5 * MINUTE_MS;
/** By then people are notified that the outcome cannot be found out. */
const GIVE_UP_AFTER_MS = 30 * MINUTE_MS;

/**
 * Notifies of the outcome of a command once, rather twice than not at all; after that nobody asks about it any more.
 * The claim has the id of the notification.
 */
function notifyOutcomeOnce(
  { commandId }: SentRestart,
  notification: Notification,
  deps: Deps,
): Promise<Publication[]> {
  const [store, now] = [deps.store(), deps.now()];
  const settle = () => settleOutcome(store, commandId, now);
  const options = { store, id: notification.id, now, withoutStore: 'act', ifDone: settle } as const;
  return once(options, async ({ problem }) => ({
    notification,
    ...(problem === undefined && { onPublished: settle }),
  }));
}

/** Without the table the command itself may say it. @throws what is wrong with an entry that can be read */
async function notedRestart(commandId: string, deps: Deps): Promise<SentRestart | undefined> {
  try {
    return await expectedOutcome(deps.store(), commandId, deps.now());
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log().warn('went on without it', { problem: error.message });
    return undefined;
  }
}

/**
 * The outcome of a command: of one that was noted in the table, or, where that failed, of one whose comment says that
 * it is ours.
 * @param at the instance, where the event names it
 */
export async function onFinished(
  commandId: string,
  at: string | undefined,
  deps: Deps,
): Promise<Publication[]> {
  const noted = await notedRestart(commandId, deps);
  const instanceId = noted?.instanceId ?? at;
  const invocation = instanceId === undefined ? undefined : await deps.getInvocation(commandId, instanceId);
  const restart = noted ?? commented(invocation?.comment ?? '', { commandId, instanceId: instanceId ?? '' });
  if (restart) return notifyOutcomeOnce(restart, outcomeNotification(restart, invocation), deps);
  log().info('no outcome', { commandId, why: 'it is no command of ours, or older than a day' });
  return [];
}

/** A command that cannot be asked about is asked about at the next poll, until that is hopeless. */
async function onTrouble(
  commandId: string,
  since: number,
  error: unknown,
  deps: Deps,
): Promise<Publication[]> {
  log().error('no outcome', { commandId, why: messageOf(error) });
  if (since > deps.now().getTime() - GIVE_UP_AFTER_MS) return [];
  const restart = await notedRestart(commandId, deps);
  return restart ? notifyOutcomeOnce(restart, unknownNotification(restart, messageOf(error)), deps) : [];
}

/** Asks about the commands that nobody has reported. One that cannot be asked about does not keep the others. */
export async function pollPending(deps: Deps): Promise<Publication[]> {
  const publications: Publication[] = [];
  for (const { commandId, since } of await overdue(deps.store(), OVERDUE_AFTER_MS, deps.now())) {
    const found = await onFinished(commandId, undefined, deps).catch((error: unknown) =>
      onTrouble(commandId, since, error, deps),
    );
    publications.push(...found);
  }
  return publications;
}
