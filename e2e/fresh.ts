/** Events as if they had just happened: the notifier notifies once of what comes twice. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { arnOf } from '../test/alarm-events';
import { fixture } from '../test/fixture';

/** As CloudWatch writes a time in a message of SNS. */
export const amazonTime = (at: Date): string => at.toISOString().replace('Z', '+0000');

const alarmMessage = v.looseObject({ NewStateValue: v.string() });

/** The same in the content of an SNS message. */
const freshMessage = (content: unknown, change: (key: string, value: unknown) => unknown): unknown => {
  const changed: unknown = JSON.parse(JSON.stringify(content), change);
  return v.is(alarmMessage, changed) ? { ...changed, AlarmArn: arnOf(randomUUID()) } : changed;
};

/**
 * The event with ids of its own, about an alarm of its own that changes state now: whatever other tests did with the
 * alarm of that name is another incident.
 */
export function fresh(name: string): unknown {
  const now = amazonTime(new Date());
  const change = (key: string, value: unknown): unknown => {
    if (key === 'MessageId' || key === 'id') return randomUUID();
    if (key === 'StateChangeTime' || key === 'timestamp') return now;
    if (key === 'resources') return [arnOf(randomUUID())];
    if (key === 'Message' && typeof value === 'string' && value.startsWith('{')) {
      return JSON.stringify(freshMessage(JSON.parse(value), change));
    }
    return value;
  };
  return JSON.parse(JSON.stringify(fixture(name)), change);
}
