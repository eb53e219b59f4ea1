/** The address of an incoming webhook. It is a secret: no message here repeats it. */
import { ConfigError } from '../../../../shared/errors';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const HOSTS = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

/**
 * The text as an address to post to; `https://` is put in front where it is missing.
 * @param source what holds the text, for the message
 * @throws ConfigError naming the source, not the text: it may be the secret with a slip in it
 */
export function postAddress(text: string, source: string): string {
  const trimmed = text.trim();
  const address = /^https?:\/\//.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLoopback = LOOPBACK.has(url?.hostname ?? '');
  if (!isLoopback && !url?.hostname.includes('.')) {
    throw new ConfigError(`${source} does not hold the address of a webhook.`);
  }
  if (!isLoopback && url?.protocol === 'http:') {
    throw new ConfigError(
      `${source} must hold an https:// address: anybody on the way could read the secret.`,
    );
  }
  return address;
}

/**
 * The address of an incoming webhook of Slack, or of a stand-in on this machine.
 * @throws ConfigError with the next step
 */
export function webhookAddress(text: string): string {
  const address = postAddress(text, 'What you entered');
  const { hostname, pathname } = new URL(address);
  if (LOOPBACK.has(hostname)) return address;
  if (HOSTS.has(hostname) && /^\/services\/\w+\/\w+\/\w+$/.test(pathname)) return address;
  if (HOSTS.has(hostname) && /^\/(?:workflows|triggers)\//.test(pathname)) {
    throw new ConfigError(
      'That is the address of a workflow, which takes variables, not messages. ' +
        'Make an incoming webhook: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
    );
  }
  throw new ConfigError(
    'That is not the address of an incoming webhook: https://hooks.slack.com/services/T…/B…/… was expected.',
  );
}
