/** Which errors say that AWS takes no more calls just now. It needs no client, so none is loaded for it. */

/**
 * The SDK and the light call give their errors `$fault`. CloudWatch, which takes 3 puts a second from an account, refuses by one of
 * the first names; DynamoDB by the last.
 */
export const isThrottled = (error: unknown): boolean =>
  error instanceof Error &&
  '$fault' in error &&
  /^(?:Throttl|RequestLimitExceeded|TooManyRequests|RequestThrottled|ProvisionedThroughputExceeded)/.test(
    error.name,
  );
