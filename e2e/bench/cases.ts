/** Which events are measured, and what is promised of them. */
import { webhookOf } from './stand-in';

/** `target` is the most that a cold start may take, as a multiple of the floor. */
export type Case = {
  name: string;
  lambda: string;
  event: string;
  target: number;
  env?: (url: string) => Record<string, string>;
};

const plain = (url: string) => ({ SLACK_WEBHOOK_URL: webhookOf(url) });
const encrypted = () => ({ KMS_ENCRYPTED_HOOK_URL: Buffer.from('ciphertext').toString('base64') });

const OTHERS = 1.6;

/** What the SDK alone takes to decrypt the webhook and post: nothing that keeps a secret in KMS can be faster. */
export const LEAST: Case = {
  name: 'the SDK alone',
  lambda: 'least',
  event: 'alarm',
  target: 1.35,
  env: encrypted,
};

export const CASES: Case[] = [
  {
    name: 'slackNotifier, plain webhook',
    lambda: 'slackNotifier',
    event: 'alarm',
    target: 1.1,
    env: plain,
  },
  { name: 'slackNotifier', lambda: 'slackNotifier', event: 'alarm', target: 1.35, env: encrypted },
  {
    name: 'slackNotifier, OK of CPU',
    lambda: 'slackNotifier',
    event: 'alarm-ok',
    target: OTHERS,
    env: encrypted,
  },
  { name: 'processRestarter', lambda: 'processRestarter', event: 'process-down', target: OTHERS },
  { name: 'processRestarter, check', lambda: 'processRestarter', event: 'restart-check', target: OTHERS },
  { name: 'trailReenabler', lambda: 'trailReenabler', event: 'trail-stopped', target: OTHERS },
  { name: 'trailReenabler, poll', lambda: 'trailReenabler', event: 'trail-poll', target: OTHERS },
  { name: 'instanceAlarms', lambda: 'instanceAlarms', event: 'instance-running', target: OTHERS },
  { name: 'instanceAlarms, poll', lambda: 'instanceAlarms', event: 'instances-look', target: OTHERS },
  { name: 'cpuAlerter', lambda: 'cpuAlerter', event: 'cpu-high', target: OTHERS },
];
