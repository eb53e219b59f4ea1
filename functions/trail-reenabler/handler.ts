/** Switches the audit log on again when somebody switches it off, and tells who did it. */
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { parseSchedule, SCHEDULED } from '../../shared/parsing/schedule';
import { parseTrailCall } from '../../shared/parsing/trail-call';
import { type Context, type Telling, telling } from '../../shared/telling';
import { type Deps, live } from './deps';
import { onCall } from './on-call';
import { hereOf } from './place';
import { poll } from './poll';

export const createHandler =
  (deps: Deps) =>
  async (event: unknown, { invokedFunctionArn }: Context): Promise<Telling[]> => {
    if (detailTypeOf(event) === SCHEDULED)
      return poll(hereOf(invokedFunctionArn, parseSchedule(event)), deps);
    const call = parseTrailCall(event);
    return onCall(call, hereOf(invokedFunctionArn, call), deps);
  };

export const handler = telling(createHandler(live));
