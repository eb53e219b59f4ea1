/** Which errors say that AWS takes no more calls just now. It needs no client, so none is loaded for it. */

/**
 * The SDK gives its errors `$fault`; CloudWatch, which takes 3 puts a second from an account, refuses by one of these
 * names.
 */
export const isThrottled = (error: unknown): boolean =>
  error instanceof Error &&
  '$fault' in error &&
  /^(?:Throttl|RequestLimitExceeded|TooManyRequests|RequestThrottled)/.test(error.name);
