/** The service's memory: its table. */
import { tableStore } from '../aws/dynamodb';
import { requiredEnv } from '../env';
import type { Store } from './store';

const openTable = (): Store => tableStore(requiredEnv('STATE_TABLE'));

const store: Store = {
  get: async (id) => openTable().get(id),
  put: async (...change) => openTable().put(...change),
};

/** The store in the table. Without the table's name it fails when it is asked, with ConfigError. */
export const stateStore = (): Store => store;
