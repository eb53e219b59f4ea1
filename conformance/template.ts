/** A rendered template: what of it a deployment has, and which policies are in it. */
import * as v from 'valibot';

const resourceSchema = v.looseObject({
  Type: v.string(),
  Condition: v.optional(v.string()),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
export const templateSchema = v.looseObject({
  Resources: v.record(v.string(), resourceSchema),
  Conditions: v.optional(v.record(v.string(), v.unknown()), {}),
});
export type Resource = v.InferOutput<typeof resourceSchema>;
export type Template = v.InferOutput<typeof templateSchema>;

const equals = v.strictObject({ 'Fn::Equals': v.tuple([v.string(), v.string()]) });
const both = v.strictObject({ 'Fn::And': v.array(v.unknown()) });
const either = v.strictObject({ 'Fn::Or': v.array(v.unknown()) });
const not = v.strictObject({ 'Fn::Not': v.tuple([v.unknown()]) });
const named = v.strictObject({ Condition: v.string() });
const condition = v.union([equals, both, either, not, named]);

/** Whether a condition of the template holds. Ours compare constants, which packaging has put there. */
function holds(template: Template, value: unknown): boolean {
  const parsed = v.parse(condition, value);
  if ('Fn::Equals' in parsed) return parsed['Fn::Equals'][0] === parsed['Fn::Equals'][1];
  if ('Fn::And' in parsed) return parsed['Fn::And'].every((one) => holds(template, one));
  if ('Fn::Or' in parsed) return parsed['Fn::Or'].some((one) => holds(template, one));
  if ('Fn::Not' in parsed) return !holds(template, parsed['Fn::Not'][0]);
  return holds(template, template.Conditions[parsed.Condition]);
}

/** The value with every `Fn::If` decided. */
function decided(template: Template, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((one) => decided(template, one)).filter((one) => one !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const branches: unknown = Reflect.get(value, 'Fn::If');
  if (Array.isArray(branches)) {
    const [name, yes, no] = branches;
    return decided(template, holds(template, { Condition: name }) ? yes : no);
  }
  if (Reflect.get(value, 'Ref') === 'AWS::NoValue') return undefined;
  const entries = Object.entries(value).map(([key, one]) => [key, decided(template, one)] as const);
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

/** The template as it is deployed: without what its conditions leave out. */
export function deployed(template: Template): Template {
  const there = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || holds(template, { Condition }),
  );
  const Resources = v.parse(
    v.record(v.string(), resourceSchema),
    decided(template, Object.fromEntries(there)),
  );
  return { ...template, Resources };
}

/** The resources of a type, by logical id, with the properties that the schema names. */
export const ofType = <T>(
  { Resources }: Template,
  type: string,
  properties: v.GenericSchema<unknown, T>,
): Map<string, T> =>
  new Map(
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      Type === type ? [[id, v.parse(properties, Properties)] as const] : [],
    ),
  );
