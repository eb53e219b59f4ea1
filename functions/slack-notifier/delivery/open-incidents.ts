/**
 * The first step of a delivery: the claim on each incident, which says what people are still to be notified of. Until it is
 * closed nobody else delivers anything of it.
 */
import { randomUUID } from 'node:crypto';
import { attempt } from '../../../shared/attempt';
import { type IncidentEntry, NO_ENTRY, receiversOf, samesIn } from '../../../shared/state/incident';
import type { Deps } from '../deps';
import { type Delivery, delivery, RECEIVERS } from './delivery';
import { judged } from './judge';
import { putOff } from './put-off';
import { type Delivered, type OpenIncident, type Round, type Source, WITHOUT_TABLE_AFTER_MS } from './round';
import { msOf } from './story';

/**
 * An incident that is open, or why it is not. `settled`: people have it already. `busy`: somebody is at it, perhaps at
 * just these, and may have been killed over them.
 */
type Opened =
  | { kind: 'open'; open: OpenIncident; duplicates: Delivery[] }
  | { kind: 'settled'; deliveries: Delivery[] }
  | { kind: 'busy' | 'no table'; deliveries: Delivery[]; why: string };

const idOf = ({ notification }: Delivery): string => notification.id;

/** Two deliveries of the same, as one: for all who have not got it, and muted only when both are. */
const merged = (one: Delivery, other: Delivery): Delivery => ({
  ...(one.notification.alarm?.mutedBy === undefined ? one : other),
  pending: RECEIVERS.filter((receiver) => [...one.pending, ...other.pending].includes(receiver)),
});

/** Oldest first; what comes twice is one. */
function inOrder(deliveries: Delivery[]): Delivery[] {
  const ids = deliveries.map(idOf);
  const unique: Delivery[] = [];
  for (const delivery of deliveries) {
    const sames = samesIn(ids, idOf(delivery));
    const index = unique.findIndex((one) => sames.includes(idOf(one)));
    const same = unique[index];
    if (same) unique[index] = merged(same, delivery);
    else unique.push(delivery);
  }
  return unique.sort((one, other) => msOf(one.notification) - msOf(other.notification));
}

/** Without what people have already. */
function withoutKnown(deliveries: Delivery[], entry: IncidentEntry) {
  const ids = deliveries.map(idOf);
  const left = deliveries.map((delivery) => {
    const have = receiversOf(idOf(delivery), RECEIVERS, entry, ids);
    return { ...delivery, pending: delivery.pending.filter((receiver) => !have.includes(receiver)) };
  });
  return {
    pending: left.filter(({ pending }) => pending.length > 0),
    duplicates: left.filter(({ pending }) => pending.length === 0),
  };
}

/** Whole, and with the reason: so it is kept, wherever it goes. */
async function completed(one: Delivery, source: Source): Promise<Delivery> {
  const [suppressed, whole = one.notification] = await Promise.all([
    source.suppressedBy(),
    source.completed(),
  ]);
  const { alarm } = whole;
  if (whole === one.notification && suppressed === undefined) return one;
  return delivery({ ...whole, ...(alarm && suppressed && { alarm: { ...alarm, suppressed } }) }, one.pending);
}

export const DUPLICATE = 'it was dealt with already';

/** @param deliveries of one incident */
async function openIncident(all: Delivery[], { source, deps }: Round): Promise<Opened> {
  const owner = randomUUID();
  const incident = all[0]?.notification.incident ?? '';
  const [{ value, problem = '' }, ...deliveries] = await Promise.all([
    attempt(() => deps.claimIncident({ incident, owner, ids: all.map(idOf) })),
    ...all.map((one) => completed(one, source)),
  ]);
  if (!value) return { kind: 'no table', deliveries, why: problem };
  const { won, entry } = value;
  const { pending, duplicates } = withoutKnown(deliveries, entry);
  if (pending.length === 0) {
    // Else its lease ends by itself.
    if (won) await attempt(() => deps.saveIncident({ incident, owner, entry: undefined, release: true }));
    return { kind: 'settled', deliveries };
  }
  if (won) return { kind: 'open', open: judged(incident, owner, entry, pending, deps), duplicates };
  return { kind: 'busy', deliveries, why: 'something of its incident is being delivered' };
}

/** For when the table has not answered for so long that people are to be notified all the same. */
const openWithoutTable = (deliveries: Delivery[], deps: Deps): OpenIncident =>
  judged(deliveries[0]?.notification.incident ?? '', undefined, NO_ENTRY, deliveries, deps);

const suppressed = (deliveries: Delivery[], why: string): Delivered[] =>
  deliveries.map((one) => ({ delivery: one, result: { outcome: 'suppressed', why } }));

/** `done` is what needs no incident to be open, or cannot have it open now. */
export type Claimed = { open: OpenIncident[]; done: Delivered[] };

/** @param deliveries of one incident */
export async function claim(deliveries: Delivery[], round: Round): Promise<Claimed> {
  const { source, deps } = round;
  const opened = await openIncident(inOrder(deliveries), round);
  switch (opened.kind) {
    case 'open':
      return { open: [opened.open], done: suppressed(opened.duplicates, DUPLICATE) };
    case 'settled':
      return { open: [], done: suppressed(opened.deliveries, DUPLICATE) };
    case 'no table':
      if (Math.max(...deliveries.map(source.waitedMs)) >= WITHOUT_TABLE_AFTER_MS) {
        return { open: [openWithoutTable(opened.deliveries, deps)], done: [] };
      }
      return { open: [], done: await putOff(opened.deliveries, opened.why, round) };
    case 'busy':
      return { open: [], done: await putOff(opened.deliveries, opened.why, round) };
  }
}
