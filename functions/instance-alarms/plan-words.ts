/** Plans in words, for dry runs and for those who are to agree to them. */
import type { Plan, Put } from './plan';

/** What a standard alarm costs a month in most regions, in US dollars; the first ten of an account are free. */
const DOLLARS = 0.1;

/** `0.60 USD a month` */
export const costOf = (count: number): string => `${(count * DOLLARS).toFixed(2)} USD a month`;

const putLine = ({ settings, arn, actionsEnabled }: Put): string =>
  `${arn === undefined ? 'make' : 'change'} ${settings.name}: ${settings.description.split(' · ')[1] ?? ''}` +
  `${actionsEnabled ? '' : ' (actions off)'}`;

/** A line for each thing that would be done. */
export const linesOf = ({ puts, deletes, disables, enables, resets }: Plan): string[] => [
  ...disables.map(({ name }) => `put to sleep ${name}`),
  ...puts.map(putLine),
  ...enables.map(({ name }) => `wake ${name}`),
  ...resets.map((name) => `look anew at ${name}`),
  ...deletes.map((name) => `delete ${name}`),
];

/** How much is to be done, by what it is. */
export type Counts = { make: number; change: number; sleep: number; wake: number; delete: number };

export const countsOf = (plans: Plan[]): Counts => {
  const puts = plans.flatMap((plan) => plan.puts);
  const sum = (of: (plan: Plan) => unknown[]): number =>
    plans.reduce((count, plan) => count + of(plan).length, 0);
  return {
    make: puts.filter(({ arn }) => arn === undefined).length,
    change: puts.filter(({ arn }) => arn !== undefined).length,
    sleep: sum(({ disables }) => disables),
    wake: sum(({ enables }) => enables),
    delete: sum(({ deletes }) => deletes),
  };
};

/** `12 to make, 3 to delete` */
export const summaryOf = (counts: Counts): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} to ${what === 'sleep' ? 'put to sleep' : what}`)
    .join(', ');
