/** The facts that a message shows beside its words, with where it comes from. */
import { regionLabel } from '../../../shared/aws/regions';
import type { Message } from '../delivery/digest';

type Origin = { project: string | undefined; environment: string | undefined };

/** In the order in which they are shown; empty ones are not. Where the facts name no place, the notification's comes last. */
export function factsOf(
  { facts, account = '', region }: Message,
  { project = '', environment = '' }: Origin,
): [name: string, value: string][] {
  const place = { Account: facts.Account || account, Region: facts.Region || regionLabel(region) };
  return Object.entries({ Project: project, Environment: environment, ...facts, ...place }).filter(
    ([, value]) => value !== '',
  );
}
