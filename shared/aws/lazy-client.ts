/** Makes the clients of AWS, each when it is first needed. */
import { timeouts } from './timeouts';

/**
 * `timeoutMs` bounds one attempt; without it that is as long as an operator's command may wait. `maxAttempts` is the SDK's
 * own 3 unless given. `useQueueUrlAsEndpoint` is known to SQS alone.
 */
type ClientOptions = { timeoutMs?: number; maxAttempts?: number; useQueueUrlAsEndpoint?: boolean };

type ClientConfig = Omit<ClientOptions, 'timeoutMs'> & {
  region?: string;
  requestHandler: ReturnType<typeof timeouts>;
};

/** Gives the client of a region, or of the one in the environment: made on first use, one for each region. */
export function lazyClient<Client>(
  ClientClass: new (config: ClientConfig) => Client,
  { timeoutMs, ...options }: ClientOptions = {},
): (region?: string) => Client {
  const made = new Map<string | undefined, Client>();
  return (region) => {
    const known = made.get(region);
    if (known) return known;
    const client = new ClientClass({
      ...options,
      requestHandler: timeouts(timeoutMs),
      ...(region && { region }),
    });
    made.set(region, client);
    return client;
  };
}
