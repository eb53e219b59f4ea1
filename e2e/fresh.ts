/** Events as if they had just happened: the notifier notifies once of what comes twice. */
import { randomUUID } from 'node:crypto';
import { fixture } from '../test/fixture';

let moment = 0;

/** The event with ids of its own, its alarms changing state now. */
export function fresh(name: string): unknown {
  moment += 1;
  const now = new Date(Date.now() + moment).toISOString().replace('Z', '+0000');
  const change = (key: string, value: unknown): unknown => {
    if (key === 'MessageId' || key === 'id') return randomUUID();
    if (key === 'StateChangeTime' || key === 'timestamp') return now;
    if (key === 'Message' && typeof value === 'string' && value.startsWith('{')) {
      return JSON.stringify(JSON.parse(value, change));
    }
    return value;
  };
  return JSON.parse(JSON.stringify(fixture(name)), change);
}
