/** Switches the audit log on again when somebody switches it off, and tells who did it. */
import { parseSchedule, SCHEDULED } from '../../shared/parsing/schedule';
import { parseTrailCall } from '../../shared/parsing/trail-call';
import { type Context, type Telling, telling } from '../../shared/telling';
import { type Deps, live } from './deps';
import { onCall } from './on-call';
import { hereOf } from './place';
import { poll } from './poll';

const isScheduled = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'detail-type' in event && event['detail-type'] === SCHEDULED;

export const createHandler =
  (deps: Deps) =>
  async (event: unknown, { invokedFunctionArn }: Context): Promise<Telling[]> => {
    if (isScheduled(event)) return poll(hereOf(invokedFunctionArn, parseSchedule(event)), deps);
    const call = parseTrailCall(event);
    return onCall(call, hereOf(invokedFunctionArn, call), deps);
  };

export const handler = telling(createHandler(live));
