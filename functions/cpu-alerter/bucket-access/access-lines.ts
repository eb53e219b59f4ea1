/** Many calls on buckets as a few lines: who, what and from where. */
import { actorName, actorOf } from '../../../shared/cloudtrail/actor';
import type { DataEvent } from '../../../shared/parsing/data-event';
import { rangeText } from '../../../shared/text/clock';
import { safe } from '../../../shared/text/safe';
import { truncate } from '../../../shared/text/truncate';
import { logsWords } from '../../../shared/words/logs';

const MAX_ACCESS_LINES = 15;
/** Slack takes 3,000 characters in a block. */
const MAX_ACCESS_LENGTH = { key: 100, line: 280, all: 2_400 };

/** Calls of one operation by one actor; AWS refused all of them, or none. */
type AccessKind = {
  call: string;
  who: string;
  sources: Set<string>;
  objects: Set<string>;
  count: number;
  first: Date;
  last: Date;
};

const callText = ({ call, refused }: DataEvent): string =>
  refused ? logsWords().refused(call, refused) : call;

/** A key may hold line breaks. */
function objectOf({ bucket, key = '' }: DataEvent): string {
  if (bucket === undefined) return logsWords().unknownBucket;
  const shown = safe(key).replace(/\n+/g, ' ⏎ ');
  return `s3://${bucket}/${truncate(shown, MAX_ACCESS_LENGTH.key, MAX_ACCESS_LENGTH.key)}`;
}

function accessKinds(events: DataEvent[]): AccessKind[] {
  const kinds = new Map<string, AccessKind>();
  for (const event of events) {
    const [call, who] = [callText(event), actorOf(event.caller)];
    const key = `${call}\n${who}`;
    const kind = kinds.get(key) ?? {
      call,
      who,
      sources: new Set(),
      objects: new Set(),
      count: 0,
      first: event.at,
      last: event.at,
    };
    kind.count += 1;
    kind.sources.add(event.source ?? logsWords().unknownPlace);
    kind.objects.add(objectOf(event));
    if (event.at < kind.first) kind.first = event.at;
    if (event.at > kind.last) kind.last = event.at;
    kinds.set(key, kind);
  }
  return [...kinds.values()].sort(
    (one, other) => other.count - one.count || other.last.getTime() - one.last.getTime(),
  );
}

/** As many as fit, at least one, and how many others there are. */
function listed(all: Set<string>, characters: number, separator = ', '): string {
  let room = characters;
  const [first = '', ...others] = all;
  room -= first.length;
  const end = others.findIndex((one) => {
    room -= one.length + 2;
    return room < 0;
  });
  const shown = end < 0 ? others : others.slice(0, end);
  const rest = others.length - shown.length;
  return [first, ...shown].join(separator) + (rest > 0 ? logsWords().andMore(rest) : '');
}

/** `3× GetObject by IAM user alice, without MFA, from 203.0.113.7, 17:41:02–17:42:10: s3://exports/a.csv` */
function accessLine({ call, who, sources, objects, count, first, last }: AccessKind): string {
  const start = logsWords().call(count, call, who, listed(sources, 40), rangeText(first, last));
  return start + listed(objects, MAX_ACCESS_LENGTH.line - start.length);
}

/** A line for each actor and operation, the most frequent first. */
export function accessLines(events: DataEvent[]): string[] {
  const kinds = accessKinds(events);
  const lines = kinds.map(accessLine);
  let room = MAX_ACCESS_LENGTH.all;
  const end = lines.findIndex((line, index) => {
    room -= line.length + 1;
    return index >= MAX_ACCESS_LINES || room < 0;
  });
  const shown = end < 0 ? lines : lines.slice(0, end);
  const others = kinds.slice(shown.length);
  const calls = others.reduce((sum, { count }) => sum + count, 0);
  return [...shown, ...(others.length > 0 ? [logsWords().otherCalls(calls, others.length)] : [])];
}

/** `IAM user alice, without MFA; role Deploy, session ci`: each once. */
export const actorsOf = (events: DataEvent[]): string =>
  listed(new Set(events.map(({ caller }) => actorOf(caller))), 150, '; ');

const VERBS: [verb: 'read' | 'written' | 'deleted', calls: RegExp][] = [
  ['read', /^(?:Get|Head|List|Select)/],
  ['written', /^(?:Put|Post|Copy|Upload|Create|Complete|Restore)/],
  ['deleted', /^Delete/],
];

const only = <T>(all: Iterable<T>): T | undefined => {
  const [first, ...others] = new Set(all);
  return others.length === 0 ? first : undefined;
};

/** The thing and what happened to it: `Bucket shop-exports` and `3 objects read by alice`. */
export function accessHeadline(events: DataEvent[]): { thing: string; predicate: string } {
  const words = logsWords();
  const bucket = only(events.map((event) => event.bucket));
  const thing = bucket ? words.bucket(bucket) : words.buckets;
  if (events.length === 0) return { thing, predicate: words.touchedUnknown };
  const verb = only(events.map(({ call }) => VERBS.find(([, calls]) => calls.test(call))?.[0])) ?? 'touched';
  const objects = new Set(events.map(objectOf)).size;
  const names = [...new Set(events.map(({ caller }) => actorName(caller)))];
  const refused = events.every((event) => event.refused !== undefined);
  return { thing, predicate: words.objects(objects, verb, names.slice(0, 2), names.length - 2, refused) };
}
