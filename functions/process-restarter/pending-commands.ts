/** The commands whose outcome people have not been notified of yet: EventBridge reports them, but only as best it can. */
import * as v from 'valibot';
import { recall, remember } from '../../shared/state/remember';
import { type Store, update } from '../../shared/state/store';
import { after, DAY_MS } from '../../shared/text/duration';
import { type SentRestart, sentRestartSchema } from './outcome';

const PENDING_ID = 'pending commands';

const pendingSchema = v.array(v.object({ commandId: v.string(), since: v.number() }));
type PendingCommands = v.InferOutput<typeof pendingSchema>;

const listOf = (data: unknown): PendingCommands => (data === undefined ? [] : v.parse(pendingSchema, data));

async function change(
  store: Store,
  now: Date,
  edit: (list: PendingCommands) => PendingCommands,
): Promise<void> {
  const expiresAt = after(now, DAY_MS);
  const young = ({ since }: PendingCommands[number]) => since > now.getTime() - DAY_MS;
  await update(store, PENDING_ID, (data) => ({ data: edit(listOf(data).filter(young)), expiresAt }));
}

/** Remembers a command, and that it is to be asked about. */
export async function expectOutcome(store: Store, restart: SentRestart, now: Date): Promise<void> {
  await remember(store, `command ${restart.commandId}`, restart, DAY_MS, now);
  const { commandId } = restart;
  await change(store, now, (list) => [
    ...list.filter((pending) => pending.commandId !== commandId),
    { commandId, since: now.getTime() },
  ]);
}

/** What is known of a command that we sent, or `undefined` when it is none of ours. */
export async function expectedOutcome(
  store: Store,
  commandId: string,
  now: Date,
): Promise<SentRestart | undefined> {
  const known = await recall(store, `command ${commandId}`, now);
  return known === undefined ? undefined : v.parse(sentRestartSchema, known);
}

/** People are notified of the outcome: nobody has to ask any more. */
export const settleOutcome = (store: Store, commandId: string, now: Date): Promise<void> =>
  change(store, now, (list) => list.filter((pending) => pending.commandId !== commandId));

/** The commands that have been without outcome for so many milliseconds, and since when. */
export async function overdue(store: Store, ms: number, now: Date): Promise<PendingCommands> {
  const list = listOf((await store.get(PENDING_ID))?.data);
  return list.filter(({ since }) => since <= now.getTime() - ms);
}
