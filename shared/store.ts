/** Where the service remembers: entries by id, each changed only by whoever has read its newest version. */

/** `version` counts the changes of an entry, from 1; 0 stands for no entry. */
export type Entry = { data: unknown; version: number };

/** `expected` is the version that was read; `expiresAt` is when the entry may be deleted. */
type Change = { expected: number; expiresAt: Date };

export type Store = {
  get: (id: string) => Promise<Entry | undefined>;
  /** @returns false when somebody else has changed the entry meanwhile */
  put: (id: string, data: unknown, change: Change) => Promise<boolean>;
};

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
