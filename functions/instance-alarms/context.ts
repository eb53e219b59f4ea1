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
 * Why an instance is looked after now. Of a `state change` people are notified, and `left over` is what an earlier run could not
 * finish: both look for what was begun. `routine` looks no closer than the plan needs, for there are thousands.
 */
export type Trigger = 'state change' | 'left over' | 'routine';
