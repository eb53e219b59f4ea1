/** What there is to see: every event of `events/`, some of them in one digest, and an event of your own. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { digests } from '../../functions/slack-notifier/delivery/digest';
import { messageOf } from '../../shared/errors';
import type { Notification } from '../../shared/notification';
import { after, MINUTE_MS } from '../../shared/text/duration';
import { readJson } from '../json-file';
import { messagesOf, notificationsOf, type Place, type Shown, shown } from './messages';

export const EVENTS = join(__dirname, '../../events');

/** `problem`: why there is nothing to be seen of it. */
export type Sample = { name: string; messages: Shown[]; problem?: string };

const eventNames = (): string[] =>
  readdirSync(EVENTS)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'));

/** What has waited while Slack took nothing, a minute apart. */
const IN_DIGEST = [
  'alarm-no-arn',
  'alarm-no-description',
  'math',
  'process-down',
  'alarm-insufficient-data',
  'alarm-ok',
];
const DIGEST_BEGINS = new Date('2026-03-02T03:00:00Z');

async function digestMessages(place: Place): Promise<Shown[]> {
  const all: Notification[] = [];
  for (const [index, name] of IN_DIGEST.entries()) {
    const at = after(DIGEST_BEGINS, index * MINUTE_MS);
    const notifications = await notificationsOf(readJson(join(EVENTS, `${name}.json`), 'event'));
    all.push(...notifications.map((one) => ({ ...one, at })));
  }
  const news = all.map((one) => ({ notifications: [one], newest: undefined }));
  const now = after(DIGEST_BEGINS, IN_DIGEST.length * MINUTE_MS);
  return digests(news, { now, timeZone: place.timeZone }).map(({ message }) => shown(message, place));
}

async function sample(name: string, read: () => Promise<Shown[]>): Promise<Sample> {
  try {
    return { name, messages: await read() };
  } catch (error) {
    return { name, messages: [], problem: messageOf(error) };
  }
}

const ofFile = (file: string, place: Place) => async (): Promise<Shown[]> =>
  messagesOf(readJson(file, 'event'), place);

/** Of an event of your own. */
export const ownSample = (file: string, place: Place): Promise<Sample> =>
  sample(basename(file), ofFile(file, place));

/** One after the other, yours first: what is said is in the language that is spoken meanwhile. */
export async function readSamples(place: Place, own: string | undefined): Promise<Sample[]> {
  const samples: Sample[] = [];
  if (own) samples.push(await ownSample(own, place));
  for (const name of eventNames()) {
    samples.push(await sample(name, ofFile(join(EVENTS, `${name}.json`), place)));
  }
  samples.push(await sample('digest', () => digestMessages(place)));
  return samples;
}
