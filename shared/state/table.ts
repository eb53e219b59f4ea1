/** The service's memory: its table, whose client is loaded when it is first asked. */
import { requiredEnv } from '../env';
import type { Store } from './store';

const openTable = async (): Promise<Store> =>
  (await import('../aws/dynamodb')).tableStore(requiredEnv('STATE_TABLE'));

const store: Store = {
  get: async (id) => (await openTable()).get(id),
  put: async (...change) => (await openTable()).put(...change),
};

/** The store in the table. Without the table's name it fails when it is asked, with ConfigError. */
export const stateStore = (): Store => store;
