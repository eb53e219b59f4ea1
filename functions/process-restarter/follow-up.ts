/** How restarts ended: told when EventBridge reports it, else when a command has been without outcome for too long. */
import { messageOf } from '../../shared/errors';
import { claim } from '../../shared/guard';
import { log } from '../../shared/log';
import type { Notice } from '../../shared/notice';
import type { Telling } from '../../shared/telling';
import type { Deps } from './handler';
import { outcomeNotice, type Restart, unknownNotice } from './outcome';
import { expectedOutcome, overdue, settleOutcome } from './pending';

const MINUTE = 60_000;
const OVERDUE = 5 * MINUTE;
/** By then people are told that the outcome cannot be found out. */
const HOPELESS = 30 * MINUTE;

/** Tells the outcome of a command once; after that nobody asks about it any more. */
async function tellOnce({ commandId }: Restart, notice: Notice, deps: Deps): Promise<Telling[]> {
  const store = deps.state();
  const settle = () => settleOutcome(store, commandId, deps.now());
  const ours = await claim(store, `outcome ${commandId}`, deps.now());
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

async function restartOf(commandId: string, deps: Deps): Promise<Restart | undefined> {
  const restart = await expectedOutcome(deps.state(), commandId, deps.now());
  if (!restart) log().info('no outcome', { commandId, why: 'it is no command of ours, or older than a day' });
  return restart;
}

/** The outcome of a command. Nothing for a command that we did not send. */
export async function onFinished(commandId: string, deps: Deps): Promise<Telling[]> {
  const restart = await restartOf(commandId, deps);
  if (!restart) return [];
  const invocation = await deps.getInvocation(commandId, restart.instanceId);
  return tellOnce(restart, outcomeNotice(restart, invocation), deps);
}

/** A command that cannot be asked about is asked about at the next check, until that is hopeless. */
async function onTrouble(commandId: string, since: number, error: unknown, deps: Deps): Promise<Telling[]> {
  log().error('no outcome', { commandId, why: messageOf(error) });
  if (since > deps.now().getTime() - HOPELESS) return [];
  const restart = await restartOf(commandId, deps);
  return restart ? tellOnce(restart, unknownNotice(restart, messageOf(error)), deps) : [];
}

/** Asks about the commands that nobody has reported. One that cannot be asked about does not keep the others. */
export async function onCheck(deps: Deps): Promise<Telling[]> {
  const tellings: Telling[] = [];
  for (const { commandId, since } of await overdue(deps.state(), OVERDUE, deps.now())) {
    const told = await onFinished(commandId, deps).catch((error: unknown) =>
      onTrouble(commandId, since, error, deps),
    );
    tellings.push(...told);
  }
  return tellings;
}
