/** The notifier's queue, as serverless.yml has it: what could not be sent at once is gathered, and comes again. */
import type { Delivery } from '../../../functions/slack-notifier/delivery/delivery';
import type { VirtualTime } from './virtual-time';

const BATCH_SIZE = 40;
const BATCHING_WINDOW_MS = 5_000;
const MAX_CONSUMERS = 2;

/** A message of the queue; `change` is the one that it is of, by its place in the reading. Moments in ms since 1970. */
export type Letter = { id: string; delivery: Delivery; change: number; sentAt: number; visibleAt: number };

/**
 * @param drain gives back what is to come again, with when
 * @returns puts a letter into it
 */
export function letterQueue(time: VirtualTime, drain: (batch: Letter[]) => Promise<Letter[]>) {
  let waiting: Letter[] = [];
  let consumers = 0;
  let isGathering = false;

  const visible = (): Letter[] => waiting.filter(({ visibleAt }) => visibleAt <= time.now());

  function gather(): void {
    const count = visible().length;
    if (isGathering || consumers >= MAX_CONSUMERS || count === 0) return;
    isGathering = true;
    time.at(time.now() + (count < BATCH_SIZE ? BATCHING_WINDOW_MS : 0), take);
  }

  function take(): void {
    isGathering = false;
    const batch = visible().slice(0, BATCH_SIZE);
    const taken = new Set(batch);
    waiting = waiting.filter((letter) => !taken.has(letter));
    consumers += 1;
    time.begin(async () => {
      const again = await drain(batch);
      consumers -= 1;
      waiting.push(...again);
      for (const { visibleAt } of again) time.at(visibleAt, gather);
      gather();
    });
    gather();
  }

  return (letter: Letter): void => {
    waiting.push(letter);
    gather();
  };
}
