/** Asks a person, or the standard input, for the address of a webhook. It is a secret: it is never shown. */
import { text } from 'node:stream/consumers';
import password from '@inquirer/password';
import { webhookAddress } from '../functions/slack-notifier/receivers/slack/webhook-address';

const typed = (): Promise<string> => password({ message: 'Address of the Slack webhook (not shown):' });

/** @throws ConfigError when it is none */
export const askForWebhook = async (): Promise<string> =>
  webhookAddress(await (process.stdin.isTTY ? typed() : text(process.stdin)));
