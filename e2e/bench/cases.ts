/** Which events are measured, and what is promised of them. */

/**
 * `target` is the most that a cold start may take, as a multiple of the floor. `isFresh`: the event has just happened, as it has
 * when it comes; what is late is said in other words.
 */
export type Case = {
  name: string;
  lambda: string;
  event: string;
  target: number;
  isFresh?: boolean;
  env?: Record<string, string>;
};

const encrypted = (ciphertext: string) => ({
  KMS_ENCRYPTED_HOOK_URL: Buffer.from(ciphertext).toString('base64'),
});
const NOTIFIER = { lambda: 'slackNotifier', target: 1.8, isFresh: true, env: encrypted('ciphertext') };
const OTHERS = 2.6;

/** What the calls of one delivery take by themselves: no notifier that makes them can be faster. */
export const LEAST: Case = { ...NOTIFIER, name: 'the calls alone', lambda: 'least', event: 'alarm' };

/** Ciphertext that was made without a context. */
export const withoutContext = (ciphertext: string): Case => ({
  ...NOTIFIER,
  name: 'without a context',
  event: 'alarm',
  env: encrypted(ciphertext),
});

export const CASES: Case[] = [
  { ...NOTIFIER, name: 'slackNotifier', event: 'alarm' },
  { ...NOTIFIER, name: 'slackNotifier, OK of CPU', event: 'alarm-ok' },
  { name: 'processRestarter', lambda: 'processRestarter', event: 'process-down', target: OTHERS },
  { name: 'processRestarter, check', lambda: 'processRestarter', event: 'restart-check', target: OTHERS },
  { name: 'trailReenabler', lambda: 'trailReenabler', event: 'trail-stopped', target: OTHERS },
  { name: 'trailReenabler, poll', lambda: 'trailReenabler', event: 'trail-poll', target: OTHERS },
  { name: 'instanceAlarms', lambda: 'instanceAlarms', event: 'instance-running', target: OTHERS },
  { name: 'instanceAlarms, poll', lambda: 'instanceAlarms', event: 'instances-look', target: OTHERS },
  { name: 'cpuAlerter', lambda: 'cpuAlerter', event: 'cpu-high', target: OTHERS },
];
