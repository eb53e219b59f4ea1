/**
 * What a trail has lost without an event that says so: none comes while no trail records calls, as after a stop. Whoever looks
 * compares with the baseline; what no event has told of within a while people are notified of.
 */
import * as v from 'valibot';
import { attempt } from '../../shared/attempt';
import type { Trail } from '../../shared/aws/cloudtrail';
import type { Publication } from '../../shared/publishing';
import { recall, remember } from '../../shared/state/remember';
import { DAY_MS, MINUTE_MS } from '../../shared/text/duration';
import { trailsWords } from '../../shared/words/trails';
import type { Deps } from './deps';
import type { Here } from './home';
import { aboutTrail, sentences } from './notifications';
import { selectorChanges } from './selector-changes';
import { type SettingChange, settingText } from './setting-change';
import { type Baseline, settingChanges } from './settings';

/** By then EventBridge has brought the event of a call that was recorded. */
const UNHEARD_AFTER_MS = 10 * MINUTE_MS;
const KEPT_MS = 7 * DAY_MS;

/** `since` is when somebody has seen it, in milliseconds. */
const lossesSchema = v.array(v.object({ setting: v.string(), text: v.string(), since: v.number() }));
type Losses = v.InferOutput<typeof lossesSchema>;

const lossesId = (arn: string): string => `trail unheard ${arn}`;

async function keptLosses(arn: string, deps: Deps): Promise<Losses> {
  const kept = v.safeParse(lossesSchema, await recall(deps.store(), lossesId(arn), deps.now()));
  return kept.success ? kept.output : [];
}

const keepLosses = (arn: string, losses: Losses, deps: Deps): Promise<void> =>
  remember(deps.store(), lossesId(arn), losses, KEPT_MS, deps.now());

/** What the trail records less, or less safely, than before; by setting. */
const weakened = (now: Baseline, before: Baseline, isDataTrail: boolean): SettingChange[] =>
  [
    ...settingChanges(now.settings, before.settings),
    ...selectorChanges(now.selectors, before.selectors, isDataTrail),
  ].filter(({ weaker }) => weaker === true);

/**
 * Keeps what is weaker than the latest baseline, until its event comes.
 * @param heard the settings that an event of that time tells of, so that they are waited for no longer
 * @throws StoreError
 */
export async function keepUnheard(
  arn: string,
  { now, before, isDataTrail }: { now: Baseline; before: Baseline | undefined; isDataTrail: boolean },
  heard: { settings: string[]; at: Date } | undefined,
  deps: Deps,
): Promise<void> {
  const since = deps.now().getTime();
  const { settings, at } = heard ?? { settings: [], at: deps.now() };
  const isHeard = (loss: Losses[number]): boolean =>
    settings.includes(loss.setting) && at.getTime() <= loss.since;
  const kept = await keptLosses(arn, deps);
  const found = before ? weakened(now, before, isDataTrail) : [];
  const losses = [
    ...kept,
    ...found.map((change) => ({ setting: change.setting, text: settingText(change), since })),
  ].filter((loss) => !isHeard(loss));
  if (found.length > 0 || losses.length < kept.length) await keepLosses(arn, losses, deps);
}

/** Notifies of what no event has told of. */
export async function unheardLosses(trail: Trail, here: Here, deps: Deps): Promise<Publication[]> {
  const { value: losses = [] } = await attempt(() => keptLosses(trail.arn, deps));
  const at = deps.now();
  const isDue = ({ since }: Losses[number]): boolean => at.getTime() - since >= UNHEARD_AFTER_MS;
  const due = losses.filter(isDue);
  const [first] = due;
  if (!first) return [];
  const words = trailsWords();
  const weakenedTrail = aboutTrail(
    { arn: trail.arn, account: here.account, region: here.region, at },
    {
      severity: 'critical',
      title: words.weakened(trail.name, undefined),
      text: sentences(words.all(due.map(({ text }) => text)), words.foundWeaker),
    },
  );
  const rest = losses.filter((loss) => !isDue(loss));
  return [
    {
      notification: { ...weakenedTrail, id: `${lossesId(trail.arn)} ${new Date(first.since).toISOString()}` },
      onPublished: async () => void (await attempt(() => keepLosses(trail.arn, rest, deps))),
    },
  ];
}
