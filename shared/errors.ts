/** The few errors of the service. A message says what was expected, where, and what came. */
import { types } from 'node:util';
import { safe } from './text/safe';

/** An event is not what its parser expects; `path` is where, such as `Trigger.Metrics.0.Id`. */
export class EventParseError extends Error {
  override readonly name = 'EventParseError';
  readonly path: string;

  constructor(message: string, path: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}

/** Something an operator has set is missing or wrong; the message names it and the next step. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Slack did not take a message. `permanent`: it will be refused again. `isOfMessage`: it is this message that it will not have, and
 * may have others. `retryAfter`: not before so many ms.
 */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly permanent: boolean;
  readonly isOfMessage: boolean;
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    permanent: boolean,
    options?: ErrorOptions & { retryAfter?: number | undefined; isOfMessage?: boolean },
  ) {
    super(message, options);
    this.permanent = permanent;
    this.isOfMessage = options?.isOfMessage ?? false;
    this.retryAfter = options?.retryAfter;
  }
}

/** The service's table cannot be reached, or does not keep what it was given: what the guard says is not known. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The message of anything thrown, without secrets: it may quote what was sent. */
export const messageOf = (thrown: unknown): string =>
  safe(types.isNativeError(thrown) ? thrown.message : String(thrown));
