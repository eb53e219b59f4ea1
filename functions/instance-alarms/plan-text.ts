/** Plans in words, for dry runs and for those who are to opt in to them. */
import type { Put } from './alarm-changes';
import type { Plan } from './plan';

/** What a standard alarm costs in most regions; the first ten of an account are free. */
const USD_PER_ALARM_MONTH = 0.1;

/** `0.60`, a month. */
export const usdOf = (count: number): string => (count * USD_PER_ALARM_MONTH).toFixed(2);

/** `0.60 USD a month` */
export const costOf = (count: number): string => `${usdOf(count)} USD a month`;

const putLine = ({ settings, arn, actionsEnabled }: Put): string =>
  `${arn === undefined ? 'make' : 'change'} ${settings.name}: ${settings.description.split('\n')[1] ?? ''}` +
  `${actionsEnabled ? '' : ' (actions disabled)'}`;

/** A line for each thing that would be done. */
export const planLines = ({ puts, deletes, disables, enables, resets }: Plan): string[] => [
  ...disables.map(({ name }) => `disable the actions of ${name}`),
  ...puts.map(putLine),
  ...enables.map(({ name }) => `enable the actions of ${name}`),
  ...resets.map((name) => `look anew at ${name}`),
  ...deletes.map((name) => `delete ${name}`),
];

/** How much is to be done, by what it is. */
type Counts = { make: number; change: number; disable: number; enable: number; delete: number };

/** What all the plans come to. */
export const countsOf = (plans: Plan[]): Counts => {
  const puts = plans.flatMap((plan) => plan.puts);
  const sum = (of: (plan: Plan) => unknown[]): number =>
    plans.reduce((count, plan) => count + of(plan).length, 0);
  return {
    make: puts.filter(({ arn }) => arn === undefined).length,
    change: puts.filter(({ arn }) => arn !== undefined).length,
    disable: sum(({ disables }) => disables),
    enable: sum(({ enables }) => enables),
    delete: sum(({ deletes }) => deletes),
  };
};

/** `12 to make, 2 whose actions are to disable, 3 to delete` */
export const summaryOf = (counts: Counts): string =>
  [
    [counts.make, 'to make'],
    [counts.change, 'to change'],
    [counts.disable, 'whose actions are to disable'],
    [counts.enable, 'whose actions are to enable'],
    [counts.delete, 'to delete'],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
