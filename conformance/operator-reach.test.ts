/** The operator's policy against what a deployment makes: whatever a handler of CloudFormation does is allowed on that. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { root } from '../e2e/emulators/paths';
import { arnsAbout } from './arns';
import { sharedFacts } from './facts';
import { permissionsOf } from './handlers';
import { actionOf, canBe, properName } from './reference';
import { deployed, type Template } from './template';

const { programs, templates } = sharedFacts();
const permissions = permissionsOf(programs);
const oneOrMore = v.union([v.string(), v.array(v.string())]);
const policySchema = v.object({
  Statement: v.array(v.object({ Action: v.array(v.string()), Resource: oneOrMore })),
});
const FOLDER = join(root, 'docs/operator-policy');
type Grant = { actions: string[]; resources: string[] };
const granted: Grant[] = readdirSync(FOLDER)
  .flatMap((file) => v.parse(policySchema, JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))).Statement)
  .map(({ Action, Resource }) => ({ actions: Action, resources: [Resource].flat() }));

const allows = (grants: Grant[], action: string, arn: string): boolean =>
  grants.some(
    ({ actions, resources }) =>
      actions.includes(action) && resources.some((resource) => resource === '*' || canBe(resource, arn)),
  );

/** Made by AWS under names of its own, never under those of the template's roles. */
const ROLES_OF_AWS: Record<string, string[]> = {
  'iam:CreateServiceLinkedRole': [
    'arn:aws:iam::123456789012:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM',
  ],
};

type Question = { id: string; type: string; action: string; on: string };

/** What CloudFormation asks for to make, change, read and delete each resource, on `*` where an action knows nothing narrower. */
async function questions({ Resources, ...rest }: Template): Promise<Question[]> {
  const all: Question[] = [];
  for (const [id, { Type: type }] of Object.entries(Resources)) {
    const about = arnsAbout({ ...rest, Resources }, id);
    for (const written of permissions(type)) {
      const action = await properName(written);
      const known = action && (await actionOf(action));
      if (!known) continue; // operator-policy.test.ts lists these
      const ours = ROLES_OF_AWS[action] ?? about.filter((arn) => known.on.some(({ has }) => has(arn)));
      const arns = known.on.length === 0 ? ['*'] : ours;
      all.push(...arns.map((on) => ({ id, type, action, on })));
    }
  }
  return all;
}

/** What would be refused, a sentence each. Conditions are not looked at: only those of keys have any. */
async function refusals(template: Template, grants: Grant[]): Promise<string[]> {
  const refused = (await questions(template)).filter(({ action, on }) => !allows(grants, action, on));
  return [...new Set(refused.map(({ id, action, on }) => `${id}: ${action} on ${on}`))];
}

describe('what whoever deploys may do', () => {
  it.each(Object.entries(templates))(
    'is enough for all that CloudFormation does with %s',
    async (_, template) => {
      expect(await refusals(deployed(template), granted)).toEqual([]);
    },
  );

  const everything = deployed(templates['everything on'] ?? { Resources: {}, Conditions: {} });
  it('is asked about something of every type', async () => {
    const asked = (await questions(everything)).filter(({ on }) => on !== '*').map(({ type }) => type);
    const types = Object.values(everything.Resources).map(({ Type }) => Type);
    expect([...new Set(asked)].sort()).toEqual([...new Set(types)].sort());
    expect(types.length).toBeGreaterThan(100);
  });

  const without = (resource: string): Grant[] =>
    granted.map(({ actions, resources }) => ({
      actions,
      resources: resources.filter((one) => one !== resource),
    }));
  it.each([
    ['arn:aws:lambda:*:*:event-source-mapping:*', 'lambda:TagResource'],
    ['arn:aws:ssm:*:*:association/*', 'ssm:CreateAssociation'],
    ['arn:aws:sns:*:*:alarm-responder-*', 'sns:CreateTopic'],
    ['arn:aws:iam::*:role/alarm-responder-*', 'iam:PassRole'],
  ])('would not be without %s', async (resource, action) => {
    expect(await refusals(everything, without(resource))).toContainEqual(expect.stringContaining(action));
  });

  it('would not be if it could set attributes of subscriptions to our own topics alone', async () => {
    const narrow = granted.map(({ actions, resources }) => ({
      actions,
      resources: actions.includes('sns:SetSubscriptionAttributes')
        ? ['arn:aws:sns:*:*:alarm-responder-*']
        : resources,
    }));
    expect(await refusals(everything, narrow)).toContainEqual(
      expect.stringMatching(/sns:SetSubscriptionAttributes on arn:aws:sns:us-east-1:123456789012:billing$/),
    );
  });
});
