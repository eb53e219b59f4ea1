/**
 * docs/operator-policy/ against what is needed. To write it anew:
 * `WRITE_OPERATOR_POLICY=yes npm run test:conformance -- operator-policy`
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { root } from '../e2e/emulators/paths';
import { commands, neededByCommands, OF_SLS } from './commands';
import { sharedFacts } from './facts';
import { permissionsOf } from './handlers';
import { actionFor, operationsOf } from './operations';
import { MOST_CHARACTERS, packed, sizeOf, statementsFor } from './operator-policy';
import { LEFT_OUT } from './operator-resources';
import { actionOf, properName } from './reference';
import { problemsOf } from './statement-problems';

const FOLDER = join(root, 'docs/operator-policy');
const { programs, templates, calls } = sharedFacts();
const policySchema = v.object({
  Version: v.literal('2012-10-17'),
  Statement: v.array(
    v.looseObject({ Sid: v.string(), Effect: v.literal('Allow'), Action: v.array(v.string()) }),
  ),
});

/** What schemas name though the reference has no such action: most are names of requests, whose action goes by another. */
const NO_ACTIONS = [
  'lambda:AssociateRuntimeAlias',
  's3:DeleteBucketAnalyticsConfiguration',
  's3:DeleteBucketCors',
  's3:DeleteBucketEncryption',
  's3:DeleteBucketLifecycle',
  's3:DeleteBucketMetricsConfiguration',
  's3:DeleteBucketReplication',
  's3:GetObjectMetadata',
  's3:PutBucketReplication',
  's3:PutObjectLockConfiguration',
  's3:REST.PUT.OBJECT',
];
const leftOut = new Set<string>();

/** Each action that deploying and the commands need, with whoever needs it. */
async function needed(): Promise<Map<string, string[]>> {
  const needs = await neededByCommands();
  const permissions = permissionsOf(programs);
  const types = new Set(
    Object.values(templates).flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)),
  );
  for (const type of types) {
    for (const written of permissions(type)) {
      const action = await properName(written);
      if (action) needs.set(action, [...(needs.get(action) ?? []), type]);
      else leftOut.add(written);
    }
  }
  return needs;
}

const files = () => readdirSync(FOLDER).sort();
const written = () =>
  files().map((file) => v.parse(policySchema, JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))));

/** What one has and the other has not, with who needs it. */
function differences(needs: Map<string, string[]>, granted: string[]): string[] {
  return [
    ...[...needs]
      .filter(([action]) => !granted.includes(action))
      .map(([action, by]) => `${action} is not granted: ${by.join(', ')}`),
    ...granted
      .filter((action) => !needs.has(action))
      .map((action) => `${action} is granted, and nobody needs it`),
  ];
}

describe('the operator’s policy', () => {
  let needs: Map<string, string[]>;
  beforeAll(async () => {
    needs = await needed();
    if (!process.env.WRITE_OPERATOR_POLICY) return;
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER);
    for (const [index, policy] of packed(await statementsFor([...needs.keys()])).entries()) {
      writeFileSync(join(FOLDER, `${index + 1}.json`), `${JSON.stringify(policy, null, 2)}\n`);
    }
  });

  it('grants what CloudFormation and the commands need, and nothing else', () => {
    const granted = written().flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));
    expect(differences(needs, granted)).toEqual([]);
  });

  it('grants it where it is needed, in policies that IAM takes', async () => {
    const policies = packed(await statementsFor([...needs.keys()]));
    expect(written()).toEqual(policies);
    expect(policies.filter((policy) => sizeOf(policy) > MOST_CHARACTERS)).toEqual([]);
    expect(policies.length).toBeLessThanOrEqual(10); // so many a role or a user may have
  });

  it('holds against the reference', async () => {
    const problems: string[] = [];
    for (const { Sid, Action, Resource, Condition = {} } of await statementsFor([...needs.keys()])) {
      const resources = [Resource].flat();
      const statement = { holder: Sid, kind: 'rights', effect: 'Allow', excepted: false } as const;
      problems.push(
        ...(await problemsOf({ ...statement, actions: Action, resources, conditions: Condition })),
      );
    }
    expect(problems).toEqual([]);
  });

  it.each([
    ['ecs:RunTask', 'ecs:RunTask asks about ecs:task-definition'],
    ['ecs:TagResource', 'ecs:TagResource may be for ecs:'],
  ])('is not written while on what %s is needed is not said', async (action, problem) => {
    await expect(statementsFor([action])).rejects.toThrow(problem);
  });

  it('leaves out no type of resource that no action asks about', async () => {
    const asked = new Set<string>();
    for (const action of needs.keys()) {
      for (const { type } of (await actionOf(action))?.on ?? []) {
        asked.add(`${action.split(':')[0]}:${type.toLowerCase()}`);
      }
    }
    expect(LEFT_OUT.flatMap(({ types }) => types).filter((type) => !asked.has(type))).toEqual([]);
  });

  it('names every action, as one that is missing or too much is named', () => {
    const granted = [...needs.keys()];
    for (const action of granted) {
      const others = granted.filter((other) => other !== action);
      expect(differences(needs, others)).toEqual([
        `${action} is not granted: ${needs.get(action)?.join(', ')}`,
      ]);
    }
    expect(differences(needs, [...granted, 's3:PutBucketAbuse'])).toEqual([
      's3:PutBucketAbuse is granted, and nobody needs it',
    ]);
  });

  it('leaves out nothing of the schemas but what is no action', () => {
    expect([...leftOut].sort()).toEqual(NO_ACTIONS);
  });

  it('lets nobody change a role, a user or a policy of others', () => {
    const changing = written()
      .flatMap(({ Statement }) => Statement)
      .filter(
        ({ Action, Resource }) => Resource === '*' && Action.some((action) => action.startsWith('iam:')),
      );
    const actions = changing.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/^iam:(?:Get|List)/.test(action))).toEqual([]);
  });
});

describe('docs/history-policy.json', () => {
  it('grants what `npm run history` asks for, on all alarms, and nothing else', async () => {
    const asked = (await operationsOf('cli/history/read.ts')).map(actionFor);
    expect(asked).toEqual(['cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms']);
    const { Statement } = v.parse(
      policySchema,
      JSON.parse(readFileSync(join(root, 'docs/history-policy.json'), 'utf8')),
    );
    // AWS answers without composite alarms where the resource is narrower.
    expect(Statement).toMatchObject([{ Action: asked, Resource: '*' }]);
  });
});

describe('what the commands ask for', () => {
  it('was asked for in a unit test, each operation', async () => {
    const recorded = new Set(calls.map(({ client, operation }) => `${client}:${operation}`));
    for (const { name, entry } of commands()) {
      const unseen = (await operationsOf(entry)).filter((operation) => !recorded.has(operation));
      expect([name, unseen]).toEqual([name, []]);
    }
  });

  it('is, of CloudFormation, in the sources of sls', () => {
    const sources = join(root, 'node_modules/serverless/lib/plugins/aws');
    const text = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(join(sources, file), 'utf8'))
      .join('\n');
    const operations = Object.values(OF_SLS)
      .flat()
      .filter((action) => action.startsWith('cloudformation:'))
      .map((action) => action.replace('cloudformation:', ''));
    expect(operations.length).toBeGreaterThan(5);
    expect(operations.filter((operation) => !text.includes(`new ${operation}Command(`))).toEqual([]);
  });

  it('are actions that there are, of sls as well', async () => {
    for (const action of Object.values(OF_SLS).flat()) {
      expect([action, (await actionOf(action)) !== undefined]).toEqual([action, true]);
    }
  });
});
