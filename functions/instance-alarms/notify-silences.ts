/** People are notified once of each change of what tags switch off: what was known of each instance is kept. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { instancesUrl, instanceUrl } from '../../shared/aws/console';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { instanceLabel } from '../../shared/aws/instance-label';
import { notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { type Store, update } from '../../shared/state/store';
import { after, DAY_MS, HOUR_MS } from '../../shared/text/duration';
import { commonWords } from '../../shared/words/common';
import { instancesWords } from '../../shared/words/instances';
import { isAdopted } from './adoption';
import type { Context } from './context';
import { silencesOf } from './silences';

const ID = 'instances silenced';
const KEPT_MS = 3_650 * DAY_MS;

/** `known` holds a hash of its silences for each silenced instance; `changes` counts how often it was written. */
const keptSchema = v.object({ changes: v.number(), known: v.record(v.string(), v.string()) });
type Kept = v.InferOutput<typeof keptSchema>;

type Silenced = { instance: InstanceDetails; silences: string[]; hash: string };

/** `news` are silenced in a way that people do not know; `changed` are those for which that is another one than before. */
export type SilenceChange = { kept: Kept; silenced: Silenced[]; news: Silenced[]; changed: string[] };

const hashOf = (lines: string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 8);

async function readKept(store: Store): Promise<Kept> {
  const entry = await store.get(ID);
  return entry ? v.parse(keptSchema, entry.data) : { changes: 0, known: {} };
}

const isYoung = ({ createdAt }: InstanceDetails, now: Date): boolean =>
  createdAt !== undefined && now.getTime() - createdAt.getTime() < HOUR_MS;

/** Of a group that people know to be launched so each further instance is no news. */
function newsOf(silenced: Silenced[], known: Kept['known'], now: Date): Silenced[] {
  const kindOf = ({ instance: { group }, hash }: Silenced): string => `${group} ${hash}`;
  const isKnown = ({ instance: { id }, hash }: Silenced): boolean => known[id] === hash;
  const kinds = new Set(silenced.filter(isKnown).map(kindOf));
  const isOfGroup = (one: Silenced): boolean =>
    one.instance.group !== undefined && isYoung(one.instance, now) && kinds.has(kindOf(one));
  return silenced.filter((one) => !isKnown(one) && !isOfGroup(one));
}

/** What awaits opt-in has no alarms that a tag could silence. */
export async function silenceChange(
  instances: InstanceDetails[],
  { store, rules, now, adoption }: Context,
): Promise<SilenceChange> {
  const kept = await readKept(store);
  const tagged = instances.flatMap((instance): Silenced[] => {
    const silences = silencesOf(instance, rules, now);
    return silences.length > 0 ? [{ instance, silences, hash: hashOf(silences) }] : [];
  });
  const adopted = tagged.length > 0 ? await adoption() : undefined;
  const silenced = tagged.filter(({ instance }) => adopted && isAdopted(instance, adopted));
  const hashes = new Map(silenced.map(({ instance: { id }, hash }) => [id, hash]));
  const ids = [...new Set([...Object.keys(kept.known), ...hashes.keys()])];
  const changed = ids.filter((id) => kept.known[id] !== hashes.get(id));
  return { kept, silenced, news: newsOf(silenced, kept.known, now), changed };
}

const lineOf = ({ instance, silences }: Silenced): string =>
  instancesWords().silence(instanceLabel(instance), silences);

async function keep({ kept, silenced }: SilenceChange, { store, now }: Context): Promise<void> {
  const known = Object.fromEntries(silenced.map(({ instance: { id }, hash }) => [id, hash]));
  const data: Kept = { changes: kept.changes + 1, known };
  await update(store, ID, () => ({ data, expiresAt: after(now, KEPT_MS) }));
}

/** Kept once it is published: what a crash brings again has the same id, and the same tag set anew has another. */
export async function notifySilences(change: SilenceChange, context: Context): Promise<Publication[]> {
  const { kept, news, changed } = change;
  if (changed.length === 0) return [];
  const lines = news.map(lineOf);
  const [only] = lines;
  const [first] = news;
  if (only === undefined || !first) {
    await keep(change, context);
    return [];
  }
  const words = instancesWords();
  const { links } = commonWords();
  const { region } = context.rules;
  const { id, name = id } = first.instance;
  const silenced = notification({
    id: `${ID} ${kept.changes} ${hashOf(lines)}`,
    incident: `silenced instances ${region}`,
    severity: 'warning',
    ...(lines.length === 1
      ? {
          subject: name,
          title: words.silenced(name),
          text: `${only}. ${words.whoTagged}`,
          links: [{ text: links.instance, url: instanceUrl(region, id) }],
        }
      : {
          title: words.silencedMany(lines.length),
          text: words.whoTagged,
          links: [{ text: links.instances, url: instancesUrl(region) }],
        }),
    at: context.now,
    ...(lines.length > 1 && { details: [{ title: words.silencedTitle, lines }] }),
  });
  return [{ notification: silenced, onPublished: () => keep(change, context) }];
}
