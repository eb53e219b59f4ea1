/** The service's memory: its table, or in a dry run one that forgets. */
import { tableStore } from './aws/dynamodb';
import { isDryRun, requiredEnv } from './env';
import { memoryStore, type Store } from './store';

let made: Store | undefined;

/** The store, made on first use. @throws ConfigError when the table's name is not set */
export function state(): Store {
  made ??= isDryRun() ? memoryStore() : tableStore(requiredEnv('STATE_TABLE'));
  return made;
}
