/** Sets the canary alarm and follows it until Slack has taken the message: the one proof that alarms reach people. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { setState, stateOf } from '../aws/cloudwatch';
import { linesWith } from '../aws/cloudwatch-logs';
import type { Deployment } from './deployment';
import { broken, ok, PUT_BACK, type Verdict } from './verdict';

/** A line of the notifier's log about the canary. `ms` is how long it took to notify. */
const lineSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    message: v.string(),
    timestamp: v.pipe(
      v.string(),
      v.transform((text) => new Date(text)),
    ),
    event: v.string(),
    // Of a message that waited in the queue less is known.
    why: v.optional(v.string(), ''),
    ms: v.optional(v.number(), 0),
  }),
);
export type LogLine = v.InferOutput<typeof lineSchema>;

/** Of a log's lines those that say what became of an event. */
export const readLines = (lines: string[]): LogLine[] =>
  lines.flatMap((line) => {
    const parsed = v.safeParse(lineSchema, line);
    return parsed.success ? [parsed.output] : [];
  });

/** When the alarm was set by us, and when it changed by CloudWatch. */
export type CanaryTimes = { set: Date; changed: Date | undefined };

const seconds = (from: Date, to: Date): string => `${((to.getTime() - from.getTime()) / 1_000).toFixed(1)} s`;

/** How long each hop took: the clocks of this machine and of AWS may differ. */
export function hops({ set, changed }: CanaryTimes, { timestamp, ms }: LogLine): string {
  const started = new Date(timestamp.getTime() - ms);
  const alarm = changed && changed >= set ? changed : set; // Some give it in whole seconds.
  return [
    `alarm after ${seconds(set, alarm)}`,
    `notifier after ${seconds(alarm, started)}`,
    `Slack took it after ${seconds(started, timestamp)}`,
    `${seconds(set, timestamp)} in all`,
  ].join(', ');
}

/**
 * `undefined`: nothing is known yet, or it waits for its slot. A failure is tried again by Lambda, but is worth
 * knowing now.
 */
export function judgeLines(times: CanaryTimes, lines: LogLine[]): Verdict | undefined {
  const notified = lines.find(({ message }) => message === 'notified');
  if (notified) return ok(hops(times, notified));
  const line = lines.find(({ message }) => message !== 'queued' && message !== 'still queued');
  if (!line) return undefined;
  return broken(
    `the notifier got it, but: ${line.message}: ${line.why}`,
    'mend what it says; the rows above may say more',
  );
}

const live = {
  setState,
  stateOf,
  linesWith,
  wait: (ms: number): Promise<unknown> => wait(ms),
  now: () => new Date(),
};
export type DoctorCanaryDeps = typeof live;

const POLL_INTERVAL_MS = 1_000;

async function follow(
  { notifier, stage }: Pick<Deployment, 'notifier' | 'stage'>,
  { nonce, times, timeoutMs }: { nonce: string; times: CanaryTimes; timeoutMs: number },
  deps: DoctorCanaryDeps,
): Promise<Verdict> {
  const since = new Date(times.set.getTime() - 60_000); // Clocks may differ.
  for (let waited = 0; waited < timeoutMs; waited += POLL_INTERVAL_MS) {
    const lines = await deps.linesWith(`/aws/lambda/${notifier}`, nonce, since);
    const verdict = judgeLines(times, readLines(lines));
    if (verdict) return verdict;
    await deps.wait(POLL_INTERVAL_MS);
  }
  return broken(
    `the notifier has not logged it within ${timeoutMs / 1_000} s`,
    `npx sls logs -f slackNotifier --stage ${stage}; without a line about the canary, the alarm did not reach it`,
  );
}

/** @param timeoutMs how long it is followed */
export async function flyCanary(
  deployment: Pick<Deployment, 'notifier' | 'stage' | 'outputs'>,
  timeoutMs = 90_000,
  deps: DoctorCanaryDeps = live,
): Promise<Verdict> {
  const name = deployment.outputs.CanaryAlarmName ?? '';
  const before = name ? await deps.stateOf(name) : undefined;
  if (!before) return broken('there is no canary alarm', PUT_BACK);
  const nonce = randomBytes(6).toString('hex');
  const reason = `doctor ${nonce}`;
  // Only a change of state acts.
  if (before.state === 'ALARM') await deps.setState(name, 'OK', reason);
  const set = deps.now();
  await deps.setState(name, 'ALARM', reason);
  try {
    const changed = (await deps.stateOf(name))?.since;
    return await follow(deployment, { nonce, times: { set, changed }, timeoutMs }, deps);
  } finally {
    await deps.setState(name, 'OK', reason);
  }
}
