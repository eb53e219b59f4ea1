/**
 * The entries of incidents in memory, as shared/aws/incident-table.ts keeps them in DynamoDB (e2e compares the two): for
 * replays and tests.
 */
import type { ClaimAnswer, ClaimRequest, SaveRequest } from '../aws/incident-table';
import {
  INCIDENT_KEPT_MS,
  INCIDENT_LEASE_MS,
  type IncidentEntry,
  MAX_LEASE_AHEAD_MS,
  NO_ENTRY,
} from './incident';

/** Times in ms since 1970. */
type Lock = { owner: string; until: number };
type Item = { entry: IncidentEntry; lock: Lock | undefined; expiresAt: number };

export type MemoryIncidents = {
  claimIncident: (request: ClaimRequest) => ClaimAnswer;
  saveIncident: (request: SaveRequest) => boolean;
  items: Map<string, Item>;
};

/** A lease that ends too late was taken by a clock that is wrong. */
const isHeld = (lock: Lock | undefined, owner: string, now: number): boolean =>
  lock !== undefined && lock.owner !== owner && lock.until > now && lock.until <= now + MAX_LEASE_AHEAD_MS;

export function memoryIncidents(): MemoryIncidents {
  const items = new Map<string, Item>();
  return {
    items,
    claimIncident: ({ incident, owner, ids, now: at }) => {
      const now = at.getTime();
      const item = items.get(incident);
      const { entry, lock } = item && item.expiresAt > now ? item : { entry: NO_ENTRY };
      const isKnown = ids.every((id) => entry.notified.includes(id));
      if (isKnown || isHeld(lock, owner, now)) return { won: false, entry };
      const claimed = { owner, until: now + INCIDENT_LEASE_MS };
      items.set(incident, { entry, lock: claimed, expiresAt: now + INCIDENT_KEPT_MS });
      return { won: true, entry };
    },
    saveIncident: ({ incident, owner, entry, release }) => {
      const item = items.get(incident);
      if (item?.lock?.owner !== owner) return false;
      items.set(incident, {
        ...item,
        entry: entry ?? item.entry,
        lock: release ? undefined : item.lock,
      });
      return true;
    },
  };
}
