/** Where the service remembers: entries by id, each changed only by whoever has read its newest version. */
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../errors';

/** `version` counts the changes of an entry, from 1; 0 stands for no entry. */
export type Entry = { data: unknown; version: number };

/** `expected` is the version that was read; `expiresAt` is when the entry may be deleted. */
type PutCondition = { expected: number; expiresAt: Date };

export type Store = {
  get: (id: string) => Promise<Entry | undefined>;
  /** @returns false when somebody else has changed the entry meanwhile */
  put: (id: string, data: unknown, change: PutCondition) => Promise<boolean>;
};

const MAX_ATTEMPTS = 20;

/**
 * Changes an entry by a pure function of what is there, again when somebody else was faster.
 * @param change gives the new data and when they may be deleted, or `undefined` to leave the entry as it is
 * @returns whether the entry was changed
 */
export async function update(
  store: Store,
  id: string,
  change: (data: unknown) => { data: unknown; expiresAt: Date } | undefined,
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const entry = await store.get(id);
    const changed = change(entry?.data);
    if (!changed) return false;
    const { data, expiresAt } = changed;
    if (await store.put(id, data, { expected: entry?.version ?? 0, expiresAt })) return true;
    await wait(Math.random() * 20 * attempt); // Others change it at the same moment.
  }
  throw new StoreError(`${id} could not be changed: too many others do so at once.`);
}

/** A store that forgets with the process: for dry runs and tests. */
export function memoryStore(): Store {
  const entries = new Map<string, { json: string; version: number }>();
  return {
    get: async (id) => {
      const entry = entries.get(id);
      return entry && { data: JSON.parse(entry.json), version: entry.version };
    },
    put: async (id, data, { expected }) => {
      if ((entries.get(id)?.version ?? 0) !== expected) return false;
      entries.set(id, { json: JSON.stringify(data), version: expected + 1 });
      return true;
    },
  };
}
