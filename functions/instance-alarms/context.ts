/** What looking after instances takes, besides the instances. */
import type { Store } from '../../shared/state/store';
import type { Adoption } from './adoption';
import type { Rules } from './rules';
import type { Verbs } from './verbs';

/**
 * `adoption` is asked for only when it matters: it is a call. `msLeft` is the time that the caller has. `act: false` only
 * plans, with everything read that the plan depends on.
 */
export type Context = {
  verbs: Verbs;
  rules: Rules;
  store: Store;
  now: Date;
  adoption: () => Promise<Adoption>;
  msLeft: () => number;
  act: boolean;
};

/**
 * Why an instance is looked after now:
 * - `state change`: EventBridge said so, and people are notified of it;
 * - `left over`: an earlier run could not finish it. As on a change, what was begun is looked for;
 * - `routine`: among thousands, so that it is looked at no closer than the plan needs.
 */
export type Trigger = 'state change' | 'left over' | 'routine';
