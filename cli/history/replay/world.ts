/** What the notifier finds outside: a table and a queue in memory, a Slack that takes everything, and a clock of then. */
import type { Delivery } from '../../../functions/slack-notifier/delivery/delivery';
import type { Deps } from '../../../functions/slack-notifier/deps';
import type { RenderedEmail } from '../../../functions/slack-notifier/receivers/email';
import { SLOT_INTERVAL_MS } from '../../../functions/slack-notifier/receivers/slack/limits';
import { takeSms } from '../../../functions/slack-notifier/receivers/sms-limit';
import { okInhibitedBy, type RelatedAlarmReads } from '../../../shared/alarm/inhibition';
import type { Config } from '../../../shared/config/schema';
import { memoryIncidents } from '../../../shared/state/memory-incidents';
import { memoryStore } from '../../../shared/state/store';
import type { Replay } from '../replay-types';
import { messageStore } from './kept-messages';
import type { VirtualTime } from './virtual-time';

/** What has reached people. */
export type Sent = Pick<Replay, 'messages' | 'mails' | 'sms'>;

/** What one invocation does beside sending. `toldIn`: which message says a change, by its `changeKey`. */
type Effects = {
  toldIn: Map<string, number>;
  enqueue: (delivery: Delivery) => void;
  comeAgain: (receipt: string, seconds: number) => void;
};

/** A change of one incident. */
export const changeKey = (incident: string, id: string): string => `${id} ${incident}`;

const SLACK_HAS_IT = '|slack';

/** None is ever asked: what is posted stays here. */
const WEBHOOK = 'https://hooks.slack.com/services/replay';

/** By the filter of each address (resources/subscribers.cjs). */
const isWanted = ({ severity, kind }: RenderedEmail['attributes'], { notifyOn }: Config['email']): boolean =>
  [severity, kind].flat().some((one) => one !== undefined && notifyOn.includes(one));

export type World = { sent: Sent; depsFor: (effects: Effects) => Deps };

export function world(config: Config, reads: RelatedAlarmReads, time: VirtualTime): World {
  const sent: Sent = { messages: [], mails: 0, sms: 0 };
  const table = memoryIncidents();
  const store = memoryStore();
  const addresses = new Set(config.email.addresses).size;
  const now = (): Date => new Date(time.now());
  const keep = messageStore();
  let freeAt = 0;

  const takeSlot = async (maxWaitMs: number): Promise<number | undefined> => {
    const wait = Math.max(0, freeAt - time.now());
    if (wait > maxWaitMs) return undefined;
    freeAt = time.now() + wait + SLOT_INTERVAL_MS;
    return wait;
  };

  const common = {
    now,
    wait: time.wait,
    webhookUrl: async () => WEBHOOK,
    postMessage: async (_, message) => void sent.messages.push(keep(time.now(), message)),
    probeWebhook: async () => ({ state: 'alive', word: 'no_text', status: 400 }),
    allAlarms: () => config.allAlarms,
    notifyOn: () => config.notifyOn,
    mentions: () => config.slack.mentions,
    timeZone: () => config.timeZone,
    sms: () => config.sms,
    okInhibitedBy: (alarm) => okInhibitedBy(alarm, reads),
    knownInstance: async () => undefined,
    claimIncident: async (request) => table.claimIncident({ ...request, now: now() }),
    takeSlot,
    backOff: async () => undefined,
    publish: async ({ attributes }) => {
      if (isWanted(attributes, config.email)) sent.mails += addresses;
    },
    takeSms: () => takeSms(store, now()),
    sendSms: async () => {
      sent.sms += 1;
    },
    deadLetter: async () => undefined,
    deadLetterUnread: async () => undefined,
  } satisfies Partial<Deps>;

  /** What Slack has taken is marked before anything else is posted: so it is in the newest message. */
  const noteMessage = (toldIn: Map<string, number>, incident: string, notified: string[]): void => {
    for (const element of notified.filter((one) => one.endsWith(SLACK_HAS_IT))) {
      const key = changeKey(incident, element.slice(0, -SLACK_HAS_IT.length));
      if (!toldIn.has(key)) toldIn.set(key, sent.messages.length - 1);
    }
  };

  return {
    sent,
    depsFor: ({ toldIn, enqueue, comeAgain }) => ({
      ...common,
      saveIncident: async (request) => {
        if (request.entry) noteMessage(toldIn, request.incident, request.entry.notified);
        return table.saveIncident(request);
      },
      enqueue: async (delivery) => enqueue(delivery),
      comeAgain: async (receipt, seconds) => comeAgain(receipt, seconds),
    }),
  };
}
