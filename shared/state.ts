/** The service's memory: its table, or in a dry run one that forgets. */
import { isDryRun, requiredEnv } from './env';
import { memoryStore, type Store } from './store';

let made: Store | undefined;

/** The store, made on first use. @throws ConfigError when the table's name is not set */
export async function state(): Promise<Store> {
  if (isDryRun()) return memoryStore();
  const { tableStore } = await import('./aws/dynamodb');
  made ??= tableStore(requiredEnv('STATE_TABLE'));
  return made;
}
