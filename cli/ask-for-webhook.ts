/** Asks a person, or the standard input, for the address of a webhook. It is a secret: it is never shown. */
import { text } from 'node:stream/consumers';
import password from '@inquirer/password';
import { webhookAddress } from '../functions/slack-notifier/receivers/slack/webhook-address';

/** @throws ConfigError when it is none */
export async function askForWebhook(): Promise<string> {
  const message = 'Address of the Slack webhook (not shown):';
  return webhookAddress(await (process.stdin.isTTY ? password({ message }) : text(process.stdin)));
}
