/** Switches the audit log on again when somebody switches it off, and notifies who did it; notifies root sign-ins. */
import { isDryRun } from '../../shared/env';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { parseRootSignIn, SIGN_IN } from '../../shared/parsing/root-sign-in';
import { parseSchedule, SCHEDULED } from '../../shared/parsing/schedule';
import { parseTrailCall } from '../../shared/parsing/trail-call';
import { once } from '../../shared/state/once';
import { type LambdaContext, type Telling, telling } from '../../shared/telling';
import { type Deps, live } from './deps';
import { dryRun } from './dry-run';
import { hereOf } from './home';
import { onApiCall } from './on-api-call';
import { poll } from './poll';
import { rootSignInNotice } from './root-sign-in';

/** A call that changes a trail, a sign-in of the root user, or the time to poll. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, { invokedFunctionArn }: LambdaContext): Promise<Telling[]> => {
    switch (detailTypeOf(event)) {
      case SCHEDULED:
        return poll(hereOf(invokedFunctionArn, parseSchedule(event)), deps);
      case SIGN_IN: {
        const signIn = parseRootSignIn(event);
        const act = { store: deps.store(), id: `root sign-in ${signIn.id}`, now: deps.now() };
        return once({ ...act, withoutStore: 'act' }, async () => ({ notice: rootSignInNotice(signIn) }));
      }
      default: {
        const call = parseTrailCall(event);
        return onApiCall(call, hereOf(invokedFunctionArn, call), deps);
      }
    }
  };

export const handler = telling((event, context) =>
  createHandler(isDryRun() ? dryRun(live) : live)(event, context),
);
