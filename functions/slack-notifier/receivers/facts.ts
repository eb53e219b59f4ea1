/** The facts that a message shows beside its words, with where it comes from. */

import { commonWords } from '../../../shared/words/common';
import type { Message } from '../delivery/digest';

type Origin = { project: string | undefined; environment: string | undefined };

/** In the order in which they are shown; empty ones are not. Where the facts name no place, the notification's comes last. */
export function factsOf(
  { facts, account = '', region = '' }: Message,
  { project = '', environment = '' }: Origin,
): [name: string, value: string][] {
  const names = commonWords().facts;
  const place = {
    [names.account]: facts[names.account] || account,
    [names.region]: facts[names.region] ?? region,
  };
  const origin = { [names.project]: project, [names.environment]: environment };
  const { [names.account]: _, [names.region]: __, ...others } = facts;
  return Object.entries({ ...origin, ...others, ...place }).filter(([, value]) => value !== '');
}

/** Their values say by themselves what they are. */
const isPlain = (name: string): boolean => {
  const { project, environment, instance, region, dimensions, metric } = commonWords().facts;
  return [project, environment, instance, region, dimensions, metric].includes(name);
};

/** For one small line: `shop`, `production`, `i-0a1b…, t3.small`, `alarm disk-critical`. */
export const factWords = (facts: [name: string, value: string][]): string[] =>
  facts.map(([name, value]) => (isPlain(name) ? value : `${name} ${value}`));
