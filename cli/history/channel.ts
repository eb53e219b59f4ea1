/** The channel as it would have been, a part of it at a time. */
import { dayOf } from './insights/messages';
import { msOf } from './insights/rings';
import { namesLike } from './name-pattern';
import type { Replay, ReplayedMessage, Told } from './replay-types';

/** A message, or the changes between two messages of which nobody was notified. */
export type Entry =
  | { kind: 'message'; at: number; date: string; message: ReplayedMessage }
  | { kind: 'suppressed'; at: number; date: string; told: Told[] };

/** `date`: of one day, `2026-03-02`. `alarm`: of these alarms alone. `part`: which one of them, from 0. */
type Choice = { date?: string | undefined; alarm?: string | undefined; part: number };

/** The oldest first, as in Slack. Messages `first` to `last` (from 1) of `count`. */
export type Part = {
  entries: Entry[];
  first: number;
  last: number;
  count: number;
  part: number;
  parts: number;
};

export type Channel = { part: (choice: Choice) => Part };

/** A browser draws so many at once. */
const PART_SIZE = 100;

type Posted = { at: number; date: string; message: ReplayedMessage };
type Suppressed = { at: number; date: string; told: Told };

/** Those between the same two messages, and of the same day, together. */
function entriesOf(messages: Posted[], suppressed: Suppressed[]): Entry[] {
  const entries: Entry[] = [];
  let next = 0;
  const addSuppressed = (until: number): void => {
    for (; next < suppressed.length; next += 1) {
      const one = suppressed[next];
      if (!one || one.at >= until) return;
      const last = entries.at(-1);
      if (last?.kind === 'suppressed' && last.date === one.date) last.told.push(one.told);
      else entries.push({ kind: 'suppressed', at: one.at, date: one.date, told: [one.told] });
    }
  };
  for (const { at, date, message } of messages) {
    addSuppressed(at);
    entries.push({ kind: 'message', at, date, message });
  }
  addSuppressed(Number.POSITIVE_INFINITY);
  return entries;
}

const byTime = (one: { at: number }, other: { at: number }): number => one.at - other.at;

/** What stands between the messages of a part belongs to the earlier one; before the first of all, to that. */
function partOf(messages: Posted[], suppressed: Suppressed[], asked: number): Part {
  const count = messages.length;
  const parts = Math.max(1, Math.ceil(count / PART_SIZE));
  const part = Math.min(Math.max(0, asked), parts - 1);
  const from = part * PART_SIZE;
  const shown = messages.slice(from, from + PART_SIZE);
  const begin = part === 0 ? Number.NEGATIVE_INFINITY : (shown[0]?.at ?? 0);
  const end = messages[from + PART_SIZE]?.at ?? Number.POSITIVE_INFINITY;
  const between = suppressed.filter(({ at }) => at >= begin && at < end);
  const first = count === 0 ? 0 : from + 1;
  return { entries: entriesOf(shown, between), first, last: from + shown.length, count, part, parts };
}

/** Those that tell of one of these alarms. */
const messagesAbout = (alarms: Set<string>, { told, messages }: Replay): Set<ReplayedMessage | undefined> =>
  new Set(
    told
      .filter(({ change, message }) => message !== undefined && alarms.has(change.alarm))
      .map(({ message = -1 }) => messages[message]),
  );

/** Days are put in order once, so that a part is quickly there. */
export function createChannel(replay: Replay, timeZone: string): Channel {
  const messages = replay.messages
    .map((message): Posted => ({ at: message.at, date: dayOf(message.at, timeZone), message }))
    .sort(byTime);
  const suppressed = replay.told
    .filter(({ outcome }) => outcome === 'suppressed')
    .map((told): Suppressed => {
      const at = msOf(told.change.at);
      return { at, date: dayOf(at, timeZone), told };
    })
    .sort(byTime);
  const names = new Set(replay.told.map(({ change }) => change.alarm));
  return {
    part: ({ date, alarm, part }) => {
      const sought = alarm ? namesLike(alarm, names) : undefined;
      const telling = sought && messagesAbout(sought, replay);
      const isOfDay = (one: { date: string }): boolean => date === undefined || one.date === date;
      return partOf(
        messages.filter((one) => isOfDay(one) && (!telling || telling.has(one.message))),
        suppressed.filter((one) => isOfDay(one) && (!sought || sought.has(one.told.change.alarm))),
        part,
      );
    },
  };
}
