/** A dry run: it only shows what would be sent, or posts it to a webhook that is given in plain words. It keeps nothing. */
import { NO_ENTRY } from '../../shared/state/incident';
import type { Deps } from './deps';
import { plainWebhookUrl } from './receivers/slack/webhook-secret';

/** No event is late then. */
const BEFORE_ALL_EVENTS = new Date(0);

const keepsNothing = async (): Promise<never> => {
  throw new Error('a dry run keeps nothing');
};
const nothing = async (): Promise<undefined> => undefined;

export const dryRun = (deps: Deps): Deps => ({
  ...deps,
  webhookUrl: async () => plainWebhookUrl(),
  okInhibitedBy: nothing,
  knownInstance: nothing,
  now: () => BEFORE_ALL_EVENTS,
  claimIncident: async () => ({ won: true, entry: NO_ENTRY }),
  saveIncident: async () => true,
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
