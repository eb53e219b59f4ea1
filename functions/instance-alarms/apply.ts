/** Carries out a plan, at the rate CloudWatch admits, in an order in which a crash loses nothing. */
import { messageOf } from '../../shared/errors';
import type { AlarmChanges, AlarmRef, Put } from './alarm-changes';
import { ACTIONS_DISABLED_TAG } from './rules';
import type { Verbs } from './verbs';

/** Of CloudWatch, where a call takes names of alarms. */
export const MAX_NAMES_PER_CALL = 100;
const RESET_REASON = 'The instance runs again: CloudWatch looks anew.';

type Step = { what: string; act: () => Promise<void> };

const chunks = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );

const namesOf = (alarms: AlarmRef[]): string[] => alarms.map(({ name }) => name);

/** In batches, for verbs that take many names. */
const inBatches = (
  what: string,
  names: string[],
  verb: (names: string[]) => Promise<void>,
  { paces }: Verbs,
) =>
  chunks(names, MAX_NAMES_PER_CALL).map(
    (batch): Step => ({
      what: `${what} of ${batch.length} alarms`,
      act: async () => {
        await paces.change();
        await verb(batch);
      },
    }),
  );

const tagging = (
  what: string,
  { name, arn }: AlarmRef,
  verb: (arn: string) => Promise<void>,
  verbs: Verbs,
): Step => ({
  what: `${what} of ${name}`,
  act: async () => {
    await verbs.paces.tag();
    await verb(arn);
  },
});

/** First the mark that says who did it, then the deed: what is off without our mark is never switched on again. */
const disableSteps = ({ disables }: AlarmChanges, verbs: Verbs): Step[] => [
  ...disables.map((alarm) =>
    tagging('mark', alarm, (arn) => verbs.tagAlarm(arn, { [ACTIONS_DISABLED_TAG]: 'true' }), verbs),
  ),
  ...inBatches('switching off', namesOf(disables), verbs.disableActions, verbs),
];

/** The mark goes last: until then everything is done again. */
const enableSteps = ({ enables, resets }: AlarmChanges, verbs: Verbs): Step[] => [
  ...inBatches('switching on', namesOf(enables), verbs.enableActions, verbs),
  ...resets.map(
    (name): Step => ({
      what: `new look of ${name}`,
      act: async () => {
        await verbs.paces.change();
        await verbs.resetState(name, RESET_REASON);
      },
    }),
  ),
  ...enables.map((alarm) =>
    tagging('unmark', alarm, (arn) => verbs.untagAlarm(arn, [ACTIONS_DISABLED_TAG]), verbs),
  ),
];

/** CloudWatch ignores the tags of an update, so they come first: the description then shows whether all was done. */
const putStep = ({ settings, actionsEnabled, tags, untag, arn }: Put, verbs: Verbs): Step => ({
  what: `put of ${settings.name}`,
  act: async () => {
    if (arn !== undefined) {
      await verbs.paces.tag();
      await verbs.tagAlarm(arn, tags);
      if (untag.length > 0) await verbs.untagAlarm(arn, untag);
    }
    await verbs.paces.change();
    await verbs.putAlarm(settings, actionsEnabled, tags);
  },
});

const stepsOf = (plan: AlarmChanges, verbs: Verbs): Step[] => [
  ...disableSteps(plan, verbs),
  ...plan.puts.map((put) => putStep(put, verbs)),
  ...enableSteps(plan, verbs),
  ...inBatches('deletion', plan.deletes, verbs.deleteAlarms, verbs),
];

/**
 * Tries every step. What CloudWatch throttles ends it: the next poll goes on.
 * @returns whether something was left for later
 * @throws AggregateError naming the steps that failed, after all were tried
 */
export async function apply(plan: AlarmChanges, verbs: Verbs): Promise<{ left: boolean }> {
  const failures: { what: string; error: unknown }[] = [];
  for (const { what, act } of stepsOf(plan, verbs)) {
    try {
      await act();
    } catch (error) {
      if (verbs.isThrottled(error)) return { left: true };
      failures.push({ what, error });
    }
  }
  if (failures.length === 0) return { left: false };
  const reasons = failures.map(({ what, error }) => `${what}: ${messageOf(error)}`).join('; ');
  throw new AggregateError(
    failures.map(({ error }) => error),
    reasons,
  );
}
