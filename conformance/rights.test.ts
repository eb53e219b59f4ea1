/** Least rights, both ways: what a role may do is what is asked for in its name. */
import { CONFIGURATIONS } from './configurations';
import { sharedFacts } from './facts';
import { actionFor, operationsOf } from './operations';
import { actionOf } from './reference';
import { differences, functionsByRole, type Need, needsOfFunction, rightsOf } from './rights';
import { ON_EVERYTHING, ROLES_OF_SERVICES, TARGETS, WITHIN } from './rights-lists';
import type { Statement } from './statements';
import { deployed } from './template';

const { templates, calls } = sharedFacts();
const names = Object.keys(templates).filter((name) => CONFIGURATIONS[name]?.region === 'ap-northeast-2');

/** The roles of a configuration, with what they may do and what they need. */
async function rolesOf(name: string): Promise<{ role: string; statements: Statement[]; needs: Need[] }[]> {
  const template = deployed(templates[name] ?? { Resources: {}, Conditions: {} });
  const functions = functionsByRole(template);
  return Promise.all(
    [...rightsOf(template)].map(async ([role, statements]) => {
      const lambda = functions.get(role);
      const ofService = ROLES_OF_SERVICES[role];
      if (!lambda && !ofService) throw new Error(`nobody in rights-lists.ts has the role ${role}`);
      const yaml = CONFIGURATIONS[name]?.yaml ?? '';
      const needs = lambda ? await needsOfFunction(template, yaml, lambda) : (ofService ?? []);
      return { role, statements, needs };
    }),
  );
}

/** The same without one action of one statement. */
const without = (statements: Statement[], taken: Statement, action: string): Statement[] =>
  statements.map((one) =>
    one === taken ? { ...one, actions: one.actions.filter((other) => other !== action) } : one,
  );

describe('each role', () => {
  it.each(names)('may do what is asked for in its name, and nothing else, with %s', async (name) => {
    const roles = await rolesOf(name);
    expect(roles.map(({ role, statements, needs }) => [role, differences(statements, needs)])).toEqual(
      roles.map(({ role }) => [role, []]),
    );
  });

  it.each(['everything off', 'everything on'])(
    'would lack something without any one action, with %s',
    async (name) => {
      const taken = (await rolesOf(name)).flatMap(({ role, statements, needs }) =>
        statements
          .filter(({ effect }) => effect === 'Allow')
          .flatMap((statement) =>
            statement.actions.map((action) => ({
              of: `${role} ${action} ${statement.resources}`,
              found: differences(without(statements, statement, action), needs).length > 0,
            })),
          ),
      );
      expect(taken.length).toBeGreaterThan(70);
      expect(taken.filter(({ found }) => !found)).toEqual([]);
    },
  );

  it.each(['everything off', 'everything on'])(
    'would have too much with any action more, with %s',
    async (name) => {
      for (const { statements, needs } of await rolesOf(name)) {
        const [first] = statements.filter(({ effect }) => effect === 'Allow');
        const more = first ? [...statements, { ...first, actions: ['s3:DeleteBucket'] }] : [];
        expect(differences(more, needs)).toEqual([
          expect.stringMatching(/^s3:DeleteBucket is granted on .*, and nobody asks for it$/),
        ]);
      }
    },
  );
});

describe('what the functions can ask for', () => {
  it('was asked for in a unit test, each operation', async () => {
    const recorded = new Set(calls.map(({ client, operation }) => `${client}:${operation}`));
    const template = deployed(templates['everything on'] ?? { Resources: {}, Conditions: {} });
    const functions = [...functionsByRole(template).values()];
    expect(functions.length).toBeGreaterThanOrEqual(5);
    for (const { name, entry } of functions) {
      const operations = await operationsOf(entry);
      expect(operations.length).toBeGreaterThan(0);
      const unseen = operations.filter((operation) => !recorded.has(operation));
      expect([name, unseen]).toEqual([name, []]);
    }
  });

  it('has a name in the reference', async () => {
    for (const { client, operation } of calls) {
      const action = actionFor(`${client}:${operation}`);
      expect([action, (await actionOf(action)) !== undefined]).toEqual([action, true]);
    }
  });
});

describe('the resources', () => {
  const rights = names.flatMap((name) =>
    [...rightsOf(deployed(templates[name] ?? { Resources: {}, Conditions: {} })).values()].flat(),
  );
  const wide = rights.flatMap(({ actions, resources }) =>
    resources.filter((resource) => resource.includes('*')).map((resource) => ({ actions, resource })),
  );

  it('are as narrow as the reference allows, but for the list', async () => {
    const everything = new Set<string>();
    for (const action of wide.filter(({ resource }) => resource === '*').flatMap(({ actions }) => actions)) {
      if ((await actionOf(action))?.on.length) everything.add(action);
    }
    expect([...everything].sort()).toEqual(Object.keys(ON_EVERYTHING).sort());
  });

  it('have wildcards within only for a reason, and there is no reason without one', () => {
    const within = wide.map(({ resource }) => resource).filter((resource) => resource !== '*');
    expect(within.filter((resource) => !WITHIN.some(([pattern]) => pattern.test(resource)))).toEqual([]);
    const unused = WITHIN.filter(([pattern]) => !within.some((resource) => pattern.test(resource)));
    expect(unused.map(([, why]) => why)).toEqual([]);
  });

  it('have a sentence of AWS for what is wide, with its page', () => {
    for (const { sentence, source } of Object.values(ON_EVERYTHING)) {
      expect([sentence, source]).toEqual([
        expect.stringMatching(/\*.*\.$/),
        expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
      ]);
    }
  });

  it('are named one by one only of functions that there are', () => {
    const template = deployed(templates['everything on'] ?? { Resources: {}, Conditions: {} });
    const entries = [...functionsByRole(template).values()].map(({ entry }) => entry);
    expect(Object.keys(TARGETS).filter((entry) => !entries.includes(entry))).toEqual([]);
  });
});
