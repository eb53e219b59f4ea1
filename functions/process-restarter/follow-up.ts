/** How restarts ended: told when EventBridge reports it, else when a command has been without outcome for too long. */
import { claim } from '../../shared/guard';
import { log } from '../../shared/log';
import type { Telling } from '../../shared/telling';
import type { Deps } from './handler';
import { outcomeNotice } from './outcome';
import { expectedOutcome, overdue, settleOutcome } from './pending';

const OVERDUE = 5 * 60_000;

/** The outcome of a command, once. Nothing for a command that we did not send. */
export async function onFinished(commandId: string, deps: Deps): Promise<Telling[]> {
  const store = deps.state();
  const restart = await expectedOutcome(store, commandId, deps.now());
  if (!restart) {
    log().info('no outcome', { commandId, why: 'it is no command of ours, or it is older than a day' });
    return [];
  }
  const ours = await claim(store, `outcome ${commandId}`, deps.now());
  if (ours.held) return [];
  const invocation = await deps.getInvocation(commandId, restart.instanceId);
  const told = async () => {
    await settleOutcome(store, commandId, deps.now());
    await ours.done();
  };
  return [{ notice: outcomeNotice(restart, invocation), told }];
}

/** Asks about the commands that nobody has reported. One that cannot be asked about does not keep the others. */
export async function onCheck(deps: Deps): Promise<Telling[]> {
  const tellings: Telling[] = [];
  const failures: unknown[] = [];
  for (const commandId of await overdue(deps.state(), OVERDUE, deps.now())) {
    try {
      tellings.push(...(await onFinished(commandId, deps)));
    } catch (error) {
      failures.push(error);
      log().error('no outcome', { commandId, why: error instanceof Error ? error.message : String(error) });
    }
  }
  // What was found out is told first; what was not is asked about again at the next check.
  if (failures.length > 0 && tellings.length === 0)
    throw new AggregateError(failures, 'No command could be asked about');
  return tellings;
}
