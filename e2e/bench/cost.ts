/**
 * How long an event takes on Lambda and what a million of them cost, by memory size: reckoned from what was measured
 * here.
 */

/** Where a function has one whole CPU. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const ONE_CPU_MB = 1_769;
/** In USD, for arm64. @see https://aws.amazon.com/lambda/pricing/ */
const PRICE = { gigabyteSecond: 0.0000133334, request: 0.0000002 };
/** What one call is taken to wait for in ms; Slack is further away than AWS. */
const WAIT = { aws: 10, post: 150 };

/** The time in which others work, were all calls made one after the other. */
export const waitMs = (calls: Record<string, number>): number =>
  Object.entries(calls).reduce(
    (sum, [name, count]) => sum + count * (name === 'post' ? WAIT.post : WAIT.aws),
    0,
  );

/** Below one CPU a function computes as much slower as it has less memory. */
export const durationMs = (cpuMs: number, waitingMs: number, memoryMb: number): number =>
  cpuMs * Math.max(1, ONE_CPU_MB / memoryMb) + waitingMs;

/** USD. */
export const millionCosts = (ms: number, memoryMb: number): number =>
  1e6 * ((ms / 1_000) * (memoryMb / 1_024) * PRICE.gigabyteSecond + PRICE.request);
