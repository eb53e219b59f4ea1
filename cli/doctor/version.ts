/** Whether what runs is what lies here, and whether somebody has changed the roles behind the deployment's back. */
import { join } from 'node:path';
import * as v from 'valibot';
import { codeVersion } from '../../deploy/code-version';
import { slsDeploy } from '../../shared/text/advice';
import { rolePolicies } from '../aws/iam';
import { CONFIG_FOLDER, type Target } from '../target';
import type { Check } from './checks';
import { type Deployment, ofType, type Resource } from './deployment';
import { broken, few, ok, PUT_BACK, together, type Verdict, warning } from './verdict';

export const judgeVersion = (deployed: string | undefined, here: string, target: Target): Verdict =>
  deployed === here
    ? ok(`${here} is deployed, and lies here`)
    : warning(
        `${deployed ?? 'an older version'} is deployed, ${here} lies here`,
        `${slsDeploy(target)}, or check out what was deployed`,
      );

const texts = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((one) => [one].flat()),
);
const document = v.object({
  Statement: v.array(
    v.object({ Effect: v.string(), Action: v.optional(texts, []), Resource: v.optional(v.unknown()) }),
  ),
});
const withPolicies = v.object({
  Policies: v.optional(v.array(v.object({ PolicyDocument: v.unknown() })), []),
});

/**
 * What each statement allows. Of resources only `*` is compared: CloudFormation resolves the others. Some say
 * NotResource.
 */
function allowed(policies: unknown[]): string[] {
  return policies.flatMap((policy) =>
    v.parse(document, policy).Statement.flatMap(({ Effect, Action, Resource }) => {
      const on = [Resource].flat().includes('*') ? ' on *' : '';
      return Action.map((action) => `${Effect === 'Allow' ? '' : 'no '}${action}${on}`);
    }),
  );
}

const without = (list: string[], others: string[]): string[] => [
  ...new Set(list.filter((one) => !others.includes(one))),
];

/** @param deployed the documents that the role has */
export function judgeRole({ logicalId, properties }: Resource, deployed: unknown[]): Verdict {
  const desired = allowed(
    v.parse(withPolicies, properties).Policies.map(({ PolicyDocument }) => PolicyDocument),
  );
  const found = allowed(deployed);
  const missing = without(desired, found);
  const added = without(found, desired);
  if (missing.length + added.length === 0) return ok(logicalId);
  const parts = [
    missing.length > 0 ? `lacks ${few(missing)}` : '',
    added.length > 0 ? `may also do ${few(added)}` : '',
  ].filter(Boolean);
  return broken(`${logicalId} ${parts.join(' and ')}`, PUT_BACK);
}

/** A policy of its own in the template (AWS::IAM::Policy) is attached to roles as well. */
function attached(deployment: Deployment): Set<string> {
  const named = v.object({ PolicyName: v.string() });
  return new Set(
    ofType(deployment, 'AWS::IAM::Policy').map(({ properties }) => v.parse(named, properties).PolicyName),
  );
}

async function roleVerdict(role: Resource, others: Set<string>): Promise<Verdict> {
  const policies = [...(await rolePolicies(role.id))].filter(([name]) => !others.has(name));
  return judgeRole(
    role,
    policies.map(([, policy]) => policy),
  );
}

export const versionChecks = (deployment: Deployment): Check[] => [
  {
    name: 'version',
    run: async () => {
      const here = codeVersion(join(CONFIG_FOLDER, '..'), deployment.config);
      return judgeVersion(deployment.outputs.CodeVersion, here, deployment);
    },
  },
  {
    name: 'roles',
    run: async () => {
      const roles = ofType(deployment, 'AWS::IAM::Role');
      const others = attached(deployment);
      const verdict = together(await Promise.all(roles.map((role) => roleVerdict(role, others))));
      return verdict.state === 'ok' ? ok(`${roles.length} roles allow what was deployed`) : verdict;
    },
  },
];
