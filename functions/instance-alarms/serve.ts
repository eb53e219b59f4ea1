/** One instance: what is there, what is to be, and the way between. */
import type { AlarmSettings, ExistingAlarm, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { pauseFor } from '../../shared/pause';
import type { Store } from '../../shared/state/store';
import { apply } from './apply';
import type { Verbs } from './deps';
import { nameStart } from './desired';
import { isDone, type Plan, type PlanFacts, plan } from './plan';
import type { KnownAlarm } from './put';
import type { Rules } from './rules';

/** What is known of an instance before its alarms' tags are read. */
export type Found = {
  id: string;
  instance: InstanceDetails | undefined;
  existing: ExistingAlarm[];
  reported: ReportedMetric[];
};

/** What looking after an instance takes, besides the instance. */
export type ServeContext = { verbs: Verbs; rules: Rules; store: Store; now: Date };

/** `found` may come from a listing of all instances. */
export async function find(id: string, instance: InstanceDetails | undefined, verbs: Verbs, rules: Rules) {
  const existing = await verbs.alarmsNamed(nameStart(rules.prefix, id), verbs.paces.read);
  const runs = instance?.state === 'running';
  const reported = runs ? await verbs.agentMetrics(id, verbs.paces.read) : [];
  return { id, instance, existing, reported };
}

/** Only asked in the time of grace: afterwards nothing depends on it. */
async function hasSpoken(
  { instance, reported }: Found,
  { verbs, rules, now }: ServeContext,
): Promise<boolean> {
  const { launchedAt } = instance ?? {};
  const [metric] = reported.filter(
    ({ dimensions: { InstanceType } }) => (InstanceType ?? instance?.type) === instance?.type,
  );
  if (!metric || !launchedAt || instance?.state !== 'running') return false;
  if (now.getTime() - launchedAt.getTime() >= rules.config.graceMinutes * 60_000) return false;
  return verbs.hasReported(metric, launchedAt, now);
}

const DAY = 24 * 3_600_000;

/** The names of those alarms whose process has lived within a day. */
async function seenAlive(awaited: AlarmSettings[], verbs: Verbs, now: Date): Promise<string[]> {
  const since = new Date(now.getTime() - DAY);
  const seen = awaited.map(async (alarm) => {
    await verbs.paces.statistics();
    return (await verbs.wasAboveZero(alarm, since, now)) ? [alarm.name] : [];
  });
  return (await Promise.all(seen)).flat();
}

const touched = ({ puts, deletes, disables, enables }: Plan): Set<string> =>
  new Set([
    ...puts.flatMap(({ settings, arn }) => (arn === undefined ? [] : [settings.name])),
    ...deletes,
    ...[...disables, ...enables].map(({ name }) => name),
  ]);

/**
 * The plan, once it is known which processes live, and the tags of those alarms are read that it is about: they say whose an
 * alarm is, and who switched it off. `thorough` reads those of all, so that what an earlier run began is seen.
 */
export async function planFor(found: Found, context: ServeContext, thorough = false): Promise<Plan> {
  const { verbs, rules, store, now } = context;
  const agentReports = await hasSpoken(found, context);
  const limit = { store, longestHours: rules.longestPauseHours, now };
  const pause = await pauseFor(found.id, found.instance?.tags ?? {}, limit);
  const unread = found.existing.map((alarm): KnownAlarm => ({ ...alarm, tags: undefined }));
  const facts: PlanFacts = { ...found, existing: unread, agentReports, alive: [], pause };
  const first = plan(facts, rules, now);
  const alive = await seenAlive(first.unseen, verbs, now);
  const names = thorough ? new Set(unread.map(({ name }) => name)) : touched(first);
  if (names.size === 0 && alive.length === 0) return first;
  const existing: KnownAlarm[] = [];
  for (const alarm of unread) {
    if (!names.has(alarm.name)) {
      existing.push(alarm);
      continue;
    }
    await verbs.paces.tag();
    existing.push({ ...alarm, tags: await verbs.alarmTags(alarm.arn) });
  }
  return plan({ ...facts, existing, alive }, rules, now);
}

/** What became of the alarms. `left`: CloudWatch has throttled us, the next look goes on. */
export type Served = { plan: Plan; left: boolean };

const ROUNDS = 3;

/**
 * Carries out the plan. Alarms that are new or awake are not left behind for an instance that has changed meanwhile: it is
 * looked at again.
 */
export async function serve(found: Found, context: ServeContext, thorough = false): Promise<Served> {
  const { verbs, rules } = context;
  let current = found;
  let first: Plan | undefined;
  for (let round = 1; ; round += 1) {
    const next = await planFor(current, context, thorough);
    first ??= next;
    if (isDone(next)) return { plan: first, left: false };
    const { left } = await apply(next, verbs);
    const isNews = next.enables.length > 0 || next.puts.some(({ arn }) => arn === undefined);
    if (left || !isNews || round === ROUNDS) return { plan: first, left };
    const instance = await verbs.describeDetails(found.id);
    if (instance?.state === current.instance?.state) return { plan: first, left };
    current = await find(found.id, instance, verbs, rules);
  }
}
