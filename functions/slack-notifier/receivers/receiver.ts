/** What a receiver answers when it is handed a message, as Alertmanager's notifiers do. */

/**
 * `delivered`: it has the message. `retry`: it may take the same in a moment; `isUnavailable`: it could not even be
 * asked, and nobody knows for how long; `isUnasked`: there was no time left to ask it.
 * `refused`: it will not, until somebody mends what `why` says; `ofMessage`: it may have others.
 */
export type Answer =
  | { answer: 'delivered' }
  | { answer: 'retry'; why: string; isUnavailable?: boolean; isUnasked?: boolean }
  | { answer: 'refused'; why: string; ofMessage?: boolean };

export const DELIVERED: Answer = { answer: 'delivered' };
