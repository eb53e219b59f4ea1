/** The commands whose outcome is still to be told: EventBridge reports them, but only as best it can. */
import * as v from 'valibot';
import { recall, remember } from '../../shared/guard';
import { type Store, update } from '../../shared/store';
import { type Restart, restartSchema } from './outcome';

const ID = 'pending commands';
const DAY = 24 * 3_600_000;

const pendingSchema = v.array(v.object({ commandId: v.string(), since: v.number() }));
type Pending = v.InferOutput<typeof pendingSchema>;

const listOf = (data: unknown): Pending => (data === undefined ? [] : v.parse(pendingSchema, data));

async function change(store: Store, now: Date, edit: (list: Pending) => Pending): Promise<void> {
  const expiresAt = new Date(now.getTime() + DAY);
  const young = ({ since }: Pending[number]) => since > now.getTime() - DAY;
  await update(store, ID, (data) => ({ data: edit(listOf(data).filter(young)), expiresAt }));
}

/** Remembers a command, and that it is to be asked about. */
export async function expectOutcome(store: Store, restart: Restart, now: Date): Promise<void> {
  await remember(store, `command ${restart.commandId}`, restart, DAY, now);
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
): Promise<Restart | undefined> {
  const known = await recall(store, `command ${commandId}`, now);
  return known === undefined ? undefined : v.parse(restartSchema, known);
}

/** The outcome is told: nobody has to ask any more. */
export const settleOutcome = (store: Store, commandId: string, now: Date): Promise<void> =>
  change(store, now, (list) => list.filter((pending) => pending.commandId !== commandId));

/** The commands that have been without outcome for so many milliseconds, and since when. */
export async function overdue(store: Store, ms: number, now: Date): Promise<Pending> {
  const list = listOf((await store.get(ID))?.data);
  return list.filter(({ since }) => since <= now.getTime() - ms);
}
