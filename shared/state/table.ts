/** The service's memory: its table, or in a dry run one that forgets. */
import { isDryRun, requiredEnv } from '../env';
import { memoryStore, type Store } from './store';

/** The table, whose client is loaded when it is first asked. */
function lazyTable(name: string): Store {
  const table = async (): Promise<Store> => (await import('../aws/dynamodb')).tableStore(name);
  return {
    get: async (id) => (await table()).get(id),
    put: async (...change) => (await table()).put(...change),
  };
}

let cached: Store | undefined;

/** The store, made on first use. @throws ConfigError when the table's name is not set */
export function stateStore(): Store {
  cached ??= isDryRun() ? memoryStore() : lazyTable(requiredEnv('STATE_TABLE'));
  return cached;
}
