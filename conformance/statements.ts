/** The statements of all policies in a template: those of roles, of who may take them, and of resources. */
import * as v from 'valibot';
import { arnOf } from './arns';
import type { Template } from './template';

const oneOrMore = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => [value].flat()),
);
const statementSchema = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Principal: v.optional(v.unknown()),
  Action: oneOrMore,
  Resource: v.optional(v.unknown()),
  NotResource: v.optional(v.unknown()),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.unknown())), {}),
});

/**
 * `holder` is the logical id of the role, or of what has the policy. `resources` are ARNs, invented where CloudFormation
 * makes them, or `*`; those of `NotResource` when `excepted`. A trust policy has none.
 */
export type Statement = {
  holder: string;
  kind: 'rights' | 'trust' | 'resource';
  effect: 'Allow' | 'Deny';
  actions: string[];
  resources: string[];
  excepted: boolean;
  conditions: Record<string, Record<string, unknown>>;
};

/** Every `Statement` within a value, with the name of the property that holds its document. */
function statementsIn(value: unknown, property: string): { property: string; statement: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'Statement'
      ? [one].flat().map((statement: unknown) => ({ property, statement }))
      : statementsIn(one, /^\d+$/.test(key) ? property : key),
  );
}

/** Of a template as it is deployed. @throws an error that names what is no statement */
export const statementsOf = (template: Template): Statement[] =>
  Object.entries(template.Resources).flatMap(([holder, { Type, Properties }]) =>
    statementsIn(Properties, '').map(({ property, statement }) => {
      const parsed = v.parse(statementSchema, statement);
      const resources = [parsed.Resource ?? parsed.NotResource ?? []].flat();
      const isRights = Type.startsWith('AWS::IAM::');
      const isTrust = property === 'AssumeRolePolicyDocument';
      return {
        holder,
        kind: isTrust ? 'trust' : isRights ? 'rights' : 'resource',
        effect: parsed.Effect,
        actions: parsed.Action,
        resources: resources.map((resource) => arnOf(template, resource)),
        excepted: parsed.NotResource !== undefined,
        conditions: parsed.Condition,
      };
    }),
  );
