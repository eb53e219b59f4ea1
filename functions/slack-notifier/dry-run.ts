/** A dry run: it only shows what would be sent, or posts it to a webhook that is given in plain words. It keeps nothing. */
import type { Deps } from './deps';
import { plainWebhookUrl } from './receivers/slack/webhook-secret';

const keepsNothing = async (): Promise<never> => {
  throw new Error('a dry run keeps nothing');
};
const nothing = async (): Promise<undefined> => undefined;

export const dryRun = (deps: Deps): Deps => ({
  ...deps,
  webhookUrl: async () => plainWebhookUrl(),
  okInhibitedBy: nothing,
  claim: async () => ({ held: false, release: nothing }),
  takeSlot: async () => 0,
  backOff: nothing,
  publish: nothing,
  takeSms: async () => 0,
  sendSms: nothing,
  enqueue: keepsNothing,
  comeAgain: nothing,
  deadLetter: keepsNothing,
  deadLetterUnread: keepsNothing,
});
