/**
 * What a deployment replaces when options change: CloudFormation makes the new resource before it deletes the old one, so a
 * name that both have is in its way, and what the old one held is gone.
 */
import * as v from 'valibot';

const resource = v.object({
  Type: v.string(),
  Condition: v.optional(v.string()),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
export const templateSchema = v.object({
  Resources: v.record(v.string(), resource),
  /** Ours compare constants, which packaging has put there. */
  Conditions: v.record(v.string(), v.object({ 'Fn::Equals': v.tuple([v.string(), v.string()]) })),
});
export type Template = v.InferOutput<typeof templateSchema>;
type Resource = v.InferOutput<typeof resource>;

/** Of each type the properties that CloudFormation cannot change in place. */
export type CreateOnly = Record<string, string[]>;

/** The resources that a deployment has, by logical id. */
export const deployed = ({ Resources, Conditions }: Template): Record<string, Resource> =>
  Object.fromEntries(
    Object.entries(Resources).filter(([, { Condition }]) => {
      const [one, other] = Conditions[Condition ?? '']?.['Fn::Equals'] ?? [];
      return one === other;
    }),
  );

const isReference = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('Ref' in value || 'Fn::GetAtt' in value);

/** What the template calls the resource, or `undefined` when CloudFormation makes up a name that nobody else has. */
function nameOf({ Type, Properties }: Resource, createOnly: CreateOnly): string | undefined {
  const names = (createOnly[Type] ?? []).filter(
    (property) => /Name$/.test(property) && Properties[property] !== undefined,
  );
  if (names.every((property) => isReference(Properties[property]))) return undefined;
  // A name that refers to another resource is where this one is unique: a filter's log group.
  return `${Type} ${names.map((property) => JSON.stringify(Properties[property])).join(' in ')}`;
}

/** A document is changed in place by a new version, whatever else its schema says. */
const isVersioned = ({ Properties }: Resource, property: string): boolean =>
  property === 'Content' && Properties.UpdateMethod === 'NewVersion';

/** The properties for which CloudFormation replaces the resource. */
const replacedFor = (was: Resource, now: Resource, createOnly: CreateOnly): string[] =>
  (createOnly[now.Type] ?? []).filter(
    (property) =>
      JSON.stringify(was.Properties[property]) !== JSON.stringify(now.Properties[property]) &&
      !isVersioned(now, property),
  );

/** Names that stand in the way of a deployment of one template over the other. */
export function clashes(before: Template, after: Template, createOnly: CreateOnly): string[] {
  const [old, now] = [deployed(before), deployed(after)];
  const owners = new Map(Object.entries(old).map(([id, one]) => [nameOf(one, createOnly), id]));
  return Object.entries(now).flatMap(([id, one]) => {
    const name = nameOf(one, createOnly);
    const owner = name && owners.get(name);
    if (!owner) return [];
    if (owner !== id) return [`${id} has the name of ${owner}`];
    return replacedFor(old[id] ?? one, one, createOnly).map(
      (property) => `${id} is replaced for its ${property}`,
    );
  });
}

/** Of these types a replacement loses what is in it. */
const HOLDING = new Set([
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::Logs::LogGroup',
]);

/** What such a deployment loses, though no name is in its way. */
export function losses(before: Template, after: Template, createOnly: CreateOnly): string[] {
  const [old, now] = [deployed(before), deployed(after)];
  return Object.entries(now).flatMap(([id, one]) => {
    const was = old[id];
    if (!was || !HOLDING.has(one.Type)) return [];
    return replacedFor(was, one, createOnly).map((property) => `${id} is replaced for its ${property}`);
  });
}
