/** The entries of incidents in memory, as shared/aws/incident-table.ts keeps them in DynamoDB (e2e compares the two). */
import type { ClaimAnswer, ClaimRequest, SaveRequest } from '../shared/aws/incident-table';
import {
  INCIDENT_KEPT_MS,
  INCIDENT_LEASE_MS,
  type IncidentEntry,
  isLocked,
  NO_ENTRY,
} from '../shared/state/incident';

export type IncidentTable = {
  claimIncident: (request: ClaimRequest) => ClaimAnswer;
  saveIncident: (request: SaveRequest) => boolean;
  entries: Map<string, IncidentEntry>;
};

export function incidentTable(): IncidentTable {
  const entries = new Map<string, IncidentEntry>();
  const expiries = new Map<string, number>();
  return {
    entries,
    claimIncident: ({ incident, owner, ids, now }) => {
      if ((expiries.get(incident) ?? 0) <= now.getTime()) entries.delete(incident);
      const entry = entries.get(incident) ?? NO_ENTRY;
      const isKnown = ids.every((id) => entry.notified.includes(id));
      if (isKnown || isLocked(entry, owner, now)) return { won: false, entry };
      const claimed = {
        ...entry,
        lock: { owner, until: now.getTime() + INCIDENT_LEASE_MS, ids: [...new Set(ids)] },
      };
      expiries.set(incident, now.getTime() + INCIDENT_KEPT_MS);
      entries.set(incident, claimed);
      return { won: true, entry: claimed };
    },
    saveIncident: ({ incident, owner, entry, release }) => {
      const before = entries.get(incident);
      if (before?.lock?.owner !== owner) return false;
      const lock = release ? undefined : before.lock;
      entries.set(incident, { ...(entry ?? before), lock });
      return true;
    },
  };
}
