/** How restarts ended: told when EventBridge reports it, else when a command has been without outcome for too long. */
import { messageOf, StoreError } from '../../shared/errors';
import { log } from '../../shared/log';
import type { Notice } from '../../shared/notice';
import { claim } from '../../shared/state/claim';
import type { Telling } from '../../shared/telling';
import type { Deps } from './handler';
import { commented, outcomeNotice, type SentRestart, unknownNotice } from './outcome';
import { expectedOutcome, overdue, settleOutcome } from './pending-commands';

const MINUTE = 60_000;
const OVERDUE_AFTER_MS = 5 * MINUTE;
/** By then people are told that the outcome cannot be found out. */
const GIVE_UP_AFTER_MS = 30 * MINUTE;

/** Tells the outcome of a command once; after that nobody asks about it any more. */
async function tellOnce({ commandId }: SentRestart, notice: Notice, deps: Deps): Promise<Telling[]> {
  const store = deps.store();
  const settle = () => settleOutcome(store, commandId, deps.now());
  const ours = await orWithoutTable(() => claim(store, `outcome ${commandId}`, deps.now()));
  if (!ours) return [{ notice }]; // Rather twice than not at all.
  if (ours.held) {
    if (ours.done) await settle();
    return [];
  }
  const told = async () => {
    await settle();
    await ours.done();
  };
  return [{ notice, told }];
}

/** The answer, or `undefined` when the table cannot be reached. */
async function orWithoutTable<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log().error('without the table', { why: messageOf(error) });
    return undefined;
  }
}

const notedRestart = (commandId: string, deps: Deps): Promise<SentRestart | undefined> =>
  orWithoutTable(() => expectedOutcome(deps.store(), commandId, deps.now()));

/**
 * The outcome of a command: of one that was noted in the table, or, where that failed, of one whose comment says that it is ours.
 * @param at the instance, where the event tells it
 */
export async function onFinished(commandId: string, at: string | undefined, deps: Deps): Promise<Telling[]> {
  const noted = await notedRestart(commandId, deps);
  const instanceId = noted?.instanceId ?? at;
  const invocation = instanceId === undefined ? undefined : await deps.getInvocation(commandId, instanceId);
  const restart = noted ?? commented(invocation?.comment ?? '', { commandId, instanceId: instanceId ?? '' });
  if (restart) return tellOnce(restart, outcomeNotice(restart, invocation), deps);
  log().info('no outcome', { commandId, why: 'it is no command of ours, or older than a day' });
  return [];
}

/** A command that cannot be asked about is asked about at the next check, until that is hopeless. */
async function onTrouble(commandId: string, since: number, error: unknown, deps: Deps): Promise<Telling[]> {
  log().error('no outcome', { commandId, why: messageOf(error) });
  if (since > deps.now().getTime() - GIVE_UP_AFTER_MS) return [];
  const restart = await notedRestart(commandId, deps);
  return restart ? tellOnce(restart, unknownNotice(restart, messageOf(error)), deps) : [];
}

/** Asks about the commands that nobody has reported. One that cannot be asked about does not keep the others. */
export async function onCheck(deps: Deps): Promise<Telling[]> {
  const tellings: Telling[] = [];
  for (const { commandId, since } of await overdue(deps.store(), OVERDUE_AFTER_MS, deps.now())) {
    const told = await onFinished(commandId, undefined, deps).catch((error: unknown) =>
      onTrouble(commandId, since, error, deps),
    );
    tellings.push(...told);
  }
  return tellings;
}
