/** How long a call to AWS waits for somebody who does not answer. */

/**
 * A client's `requestHandler`: each attempt fails with `TimeoutError` when there is no connection in half of `ms`, no
 * answer in all of it, or when an answer that has begun pauses for so long. The SDK's `requestTimeout` alone only
 * writes a warning.
 * @param ms what an operator's command may wait, unless something shorter is given
 * @see https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/http/httpHandlerInitialization.ts
 */
export const timeouts = (ms = 10_000) => ({
  connectionTimeout: ms / 2, // A command may come from the other side of the world.
  requestTimeout: ms,
  socketTimeout: ms,
  throwOnRequestTimeout: true,
});
