/** What a receiver answers when it is handed a message, as Alertmanager's notifiers do. */

/**
 * `delivered`: it has the message. `retry`: it may take the same in a moment; `isUnavailable`: it could not even be
 * asked, and nobody knows for how long; `hadNoTime`: there was none left to ask it.
 * `refused`: it will not, until somebody mends what `why` says; `isOfMessage`: it may have others.
 */
export type Answer =
  | { answer: 'delivered' }
  | { answer: 'retry'; why: string; isUnavailable?: boolean; hadNoTime?: boolean }
  | { answer: 'refused'; why: string; isOfMessage?: boolean };

export const DELIVERED: Answer = { answer: 'delivered' };
