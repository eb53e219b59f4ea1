/** Conditions of event selectors beside each other. */
import { isDeepStrictEqual } from 'node:util';
import type { Condition } from './selectors';

/** Whether whatever fulfils the one fulfils the other. Of an operator that is not known only if they are the same. */
export function implies(one: Condition, other: Condition): boolean {
  if (one.field !== other.field) return false;
  const each = (fits: (value: string, others: string) => boolean): boolean =>
    one.values.every((value) => other.values.some((others) => fits(value, others)));
  const none = (fits: (value: string, others: string) => boolean): boolean =>
    !one.values.some((value) => other.values.some((others) => fits(value, others)));
  /** Whatever the other shuts out, the one does. */
  const shutsOut = (fits: (others: string, value: string) => boolean): boolean =>
    one.operator === other.operator &&
    other.values.every((others) => one.values.some((value) => fits(others, value)));
  const isEqual = (a: string, b: string): boolean => a === b;
  const begins = (a: string, b: string): boolean => a.startsWith(b);
  const ends = (a: string, b: string): boolean => a.endsWith(b);
  const isOne = one.operator === 'equals';
  switch (other.operator) {
    case 'equals':
      return isOne && each(isEqual);
    case 'startsWith':
      return (isOne || one.operator === 'startsWith') && each(begins);
    case 'endsWith':
      return (isOne || one.operator === 'endsWith') && each(ends);
    case 'notEquals':
      return isOne ? none(isEqual) : shutsOut(isEqual);
    case 'notStartsWith':
      return isOne ? none(begins) : shutsOut(begins);
    case 'notEndsWith':
      return isOne ? none(ends) : shutsOut(ends);
    default:
      return isDeepStrictEqual(one, other);
  }
}
