/** Switches the audit log on again when somebody switches it off, and says who did it; notifies of root sign-ins. */
import { isDryRun } from '../../shared/env';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { parseRootSignIn, SIGN_IN } from '../../shared/parsing/root-sign-in';
import { parseSchedule, SCHEDULED } from '../../shared/parsing/schedule';
import { parseTrailCall } from '../../shared/parsing/trail-call';
import { type LambdaContext, type Publication, publishing } from '../../shared/publishing';
import { once } from '../../shared/state/once';
import { type Deps, live } from './deps';
import { dryRun } from './dry-run';
import { hereOf } from './home';
import { onApiCall } from './on-api-call';
import { poll } from './poll';
import { rootSignInNotification } from './root-sign-in';

/** A call that changes a trail, a sign-in of the root user, or the time to poll. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, { invokedFunctionArn }: LambdaContext): Promise<Publication[]> => {
    switch (detailTypeOf(event)) {
      case SCHEDULED:
        return poll(hereOf(invokedFunctionArn, parseSchedule(event)), deps);
      case SIGN_IN: {
        const notification = rootSignInNotification(parseRootSignIn(event));
        const claim = { store: deps.store(), id: notification.id, now: deps.now() };
        return once({ ...claim, withoutStore: 'act' }, async () => ({ notification }));
      }
      default: {
        const call = parseTrailCall(event);
        return onApiCall(call, hereOf(invokedFunctionArn, call), deps);
      }
    }
  };

export const handler = publishing((event, context) =>
  createHandler(isDryRun() ? dryRun(live) : live)(event, context),
);
