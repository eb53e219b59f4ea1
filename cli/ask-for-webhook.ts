/** Asks a person, or the standard input, for the address of a webhook. It is a secret: it is never shown. */
import { text } from 'node:stream/consumers';
import { webhookAddress } from '../functions/slack-notifier/receivers/slack/webhook-address';

/** Nobody types into a pipe: what asks is loaded for a person alone. */
const typed = async (): Promise<string> =>
  (await import('@inquirer/password')).default({ message: 'Address of the Slack webhook (not shown):' });

/** @throws ConfigError when it is none */
export const askForWebhook = async (): Promise<string> =>
  webhookAddress(await (process.stdin.isTTY ? typed() : text(process.stdin)));
