/**
 * What an event asks for is done once, however often it is delivered: claim → act → note → notify → done. A claim
 * whose holder has crashed may be claimed again, and then what was noted says how far it came.
 */
import { attempt } from '../attempt';
import { log } from '../log';
import type { Publication } from '../publishing';
import { claim } from './claim';
import type { Store } from './store';

/**
 * `id` is what the act is about, such as `restart <alarm> <time of the change>`. `withoutStore`: whether it is done
 * all the same when the store does not answer, and perhaps twice. `ifDone` is called when it was done before.
 */
export type OnceOptions = {
  store: Store;
  id: string;
  now: Date;
  withoutStore: 'act' | 'fail';
  ifDone?: () => Promise<void>;
};

/** `progress` is what an earlier holder has noted. `problem`: why the store did not answer; then nothing can be noted. */
export type Claimed = {
  progress: unknown;
  note: (progress: unknown) => Promise<void>;
  problem: string | undefined;
};

const unclaimed = (problem: string): Claimed & { held: false; done: () => Promise<void> } => ({
  held: false,
  progress: undefined,
  note: async () => undefined,
  done: async () => undefined,
  problem,
});

async function claimOr({ store, id, now, withoutStore }: OnceOptions) {
  if (withoutStore === 'fail') return claim(store, id, now);
  const { value, problem } = await attempt(() => claim(store, id, now));
  return value ?? unclaimed(problem ?? '');
}

/**
 * @param act does it, and gives what people are to be notified of, if anything; what it could not do it throws, and
 * the claim runs out by itself. Whoever claims it again publishes what is the same under the same id: that is to come
 * from the event, or from what was noted, not from the time
 * @throws StoreError when the store does not answer and `withoutStore` is `fail`
 */
export async function once(
  options: OnceOptions,
  act: (claimed: Claimed) => Promise<Publication | undefined>,
): Promise<Publication[]> {
  const claimed = await claimOr(options);
  if (claimed.held) {
    log().info('suppressed', { id: options.id, why: 'it is, or was, dealt with already' });
    if (claimed.done) await options.ifDone?.();
    return [];
  }
  const publication = await act({ problem: undefined, ...claimed });
  // An act that cannot be marked as done may come again; failing over it would bring it again for sure.
  const done = () => attempt(claimed.done);
  if (!publication) {
    await done();
    return [];
  }
  const onPublished = async () => {
    await publication.onPublished?.();
    await done();
  };
  return [{ notification: publication.notification, onPublished }];
}
