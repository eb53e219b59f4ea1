/** The plan for an observed instance: after reading what it depends on, or without a call. */
import type { AlarmSettings } from '../../shared/aws/cloudwatch';
import { pauseFor, pauseOf } from '../../shared/pause';
import { DAY_MS, MINUTE_MS } from '../../shared/text/duration';
import type { KnownAlarm } from './alarm-changes';
import type { Context } from './context';
import type { ObservedInstance } from './observe';
import { type Plan, type PlanFacts, plan } from './plan';

/** Only asked in the time of grace: afterwards nothing depends on it. */
async function agentReports({ instance, reported }: ObservedInstance, { verbs, rules, now }: Context) {
  const { launchedAt } = instance ?? {};
  const [metric] = reported.filter(
    ({ dimensions: { InstanceType } }) => (InstanceType ?? instance?.type) === instance?.type,
  );
  if (!metric || !launchedAt || instance?.state !== 'running') return false;
  if (now.getTime() - launchedAt.getTime() >= rules.config.graceMinutes * MINUTE_MS) return false;
  return verbs.hasReported(metric, launchedAt, now);
}

/** The names of those alarms whose process has lived within a day. */
async function seenAlive(unseen: AlarmSettings[], { verbs, now }: Context): Promise<string[]> {
  const since = new Date(now.getTime() - DAY_MS);
  const seen = unseen.map(async (alarm) => {
    await verbs.paces.statistics();
    return (await verbs.wasAboveZero(alarm, since, now)) ? [alarm.name] : [];
  });
  return (await Promise.all(seen)).flat();
}

/** By then a disk that is not reported any more was taken away, and a process is not looked for any more. */
const UNREPORTED_AFTER_MS = 14 * DAY_MS;

/**
 * The names of those alarms whose disk or process has not been reported for so long. An instance that was stopped meanwhile has
 * reported nothing of what it has.
 */
async function unreportedFor(
  silent: AlarmSettings[],
  launchedAt: Date | undefined,
  { verbs, now }: Context,
): Promise<string[]> {
  const since = new Date(now.getTime() - UNREPORTED_AFTER_MS);
  if (launchedAt === undefined || launchedAt > since) return [];
  const gone = silent.map(async (alarm) => {
    await verbs.paces.statistics();
    return (await verbs.hasReportedForDays(alarm, since, now)) ? [] : [alarm.name];
  });
  return (await Promise.all(gone)).flat();
}

/** The alarms that are there and that the plan is about. */
const touched = ({ puts, deletes, disables, enables }: Plan): Set<string> =>
  new Set([
    ...puts.flatMap(({ settings, arn }) => (arn === undefined ? [] : [settings.name])),
    ...deletes,
    ...[...disables, ...enables].map(({ name }) => name),
  ]);

/** One after the other, at the rate CloudWatch admits. */
async function withTags(alarms: KnownAlarm[], names: Set<string>, { verbs }: Context): Promise<KnownAlarm[]> {
  const known: KnownAlarm[] = [];
  for (const alarm of alarms) {
    if (names.has(alarm.name)) await verbs.paces.tag();
    known.push(names.has(alarm.name) ? { ...alarm, tags: await verbs.alarmTags(alarm.arn) } : alarm);
  }
  return known;
}

const withoutTags = ({ existing }: ObservedInstance): KnownAlarm[] =>
  existing.map((alarm) => ({ ...alarm, tags: undefined }));

/**
 * The plan, once it is known which processes live, and the tags of those alarms are read that it is about: they say whose an
 * alarm is, and who switched it off. `thorough` reads those of all, so that what an earlier run began is seen.
 */
export async function planWithReading(
  observed: ObservedInstance,
  thorough: boolean,
  context: Context,
): Promise<Plan> {
  const { rules, store, now } = context;
  const existing = withoutTags(observed);
  const facts: PlanFacts = {
    ...observed,
    existing,
    agentReports: await agentReports(observed, context),
    alive: [],
    unreported: [],
    pause: await pauseFor(observed.id, observed.instance?.tags ?? {}, {
      store,
      longestHours: rules.longestPauseHours,
      now,
    }),
  };
  const first = plan(facts, rules, now);
  const alive = await seenAlive(first.unseen, context);
  const unreported = await unreportedFor(first.silent, observed.instance?.launchedAt, context);
  const about = new Set([...touched(first), ...unreported]);
  const names = thorough ? new Set(existing.map(({ name }) => name)) : about;
  if (names.size === 0 && alive.length === 0) return first;
  return plan(
    { ...facts, existing: await withTags(existing, names, context), alive, unreported },
    rules,
    now,
  );
}

/** From what is observed alone, as if no process lived, and the pause lasted for as long as its tag asks for. */
export const planWithoutReading = (observed: ObservedInstance, { rules, now }: Context): Plan =>
  plan(
    {
      ...observed,
      existing: withoutTags(observed),
      agentReports: false,
      alive: [],
      unreported: [],
      pause: pauseOf(observed.instance?.tags ?? {}, now),
    },
    rules,
    now,
  );
