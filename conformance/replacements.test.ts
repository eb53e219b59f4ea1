/** Options are switched on and off, and changed, in place: no name is in the way of a deployment, and nothing is lost by it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { CONFIGURATIONS } from './configurations';
import { sharedFacts } from './facts';
import { type CreateOnly, clashes, deployed, losses, type Template, templateSchema } from './replacements';

const { programs, templates } = sharedFacts();

/** What no deployment can do at once, and how it is done. */
const IN_TWO_STEPS = new Map([
  [
    'Chatbot is replaced for its SlackWorkspaceId',
    'docs/chatbot.md: without it, then with the other workspace',
  ],
]);

const of = (name: string): Template => v.parse(templateSchema, templates[name]);

/** What CloudFormation's own schemas say, as cfn-lint holds them. */
function readCreateOnly(): CreateOnly {
  const all = Object.values(templates).flatMap(({ Resources }) => Object.values(Resources));
  const input = JSON.stringify([...new Set(all.map(({ Type }) => Type))]);
  const args = [join(__dirname, 'create_only.py')];
  const printed = execFileSync(join(programs, 'python'), args, { input, encoding: 'utf8' });
  return v.parse(v.record(v.string(), v.array(v.string())), JSON.parse(printed));
}
const createOnly = readCreateOnly();

/** Each option by itself, on and off; and all of them at once, also to other values. */
const names = Object.keys(CONFIGURATIONS).filter((name) => CONFIGURATIONS[name]?.region === 'ap-northeast-2');
const WHOLE = ['the defaults', 'everything off', 'everything on', 'everything otherwise'];
const changes = names.flatMap((from) =>
  names
    .filter((to) => to !== from && (WHOLE.includes(from) || WHOLE.includes(to)))
    .map((to): [string, string] => [from, to]),
);
/** The defaults, but for these properties of a resource. */
function changed(id: string, properties: object): Template {
  const template = structuredClone(of('the defaults'));
  Object.assign(template.Resources[id]?.Properties ?? {}, properties);
  return template;
}

describe.each(changes)('a deployment of %s, then of %s', (from, to) => {
  it('finds no name in its way', () => {
    const found = clashes(of(from), of(to), createOnly);
    expect(found.filter((clash) => !IN_TWO_STEPS.has(clash))).toEqual([]);
  });

  it('replaces no table, bucket, queue or log group', () => {
    expect(losses(of(from), of(to), createOnly)).toEqual([]);
  });
});

describe('clashes', () => {
  it('needs two steps for no more than what is said to need them', () => {
    const all = changes.flatMap(([from, to]) => clashes(of(from), of(to), createOnly));
    expect([...new Set(all)]).toEqual([...IN_TWO_STEPS.keys()]);
  });

  it.each<[string, string, object, string[]]>([
    [
      'what has a name and can only be replaced',
      'AlertsTopic',
      { FifoTopic: true },
      ['AlertsTopic is replaced for its FifoTopic'],
    ],
    [
      'a document that is not changed by a new version',
      'RestartDocument',
      { UpdateMethod: 'Replace', Content: {} },
      ['RestartDocument is replaced for its Content'],
    ],
    ['nothing where the name changes too', 'AlertsTopic', { TopicName: 'other', FifoTopic: true }, []],
    ['nothing where a document gets a new version', 'RestartDocument', { Content: {} }, []],
    ['nothing where CloudFormation makes up the name', 'RootSignInPermission', { Principal: 'other' }, []],
  ])('finds %s', (_, id, properties, expected) => {
    expect(clashes(of('the defaults'), changed(id, properties), createOnly)).toEqual(expected);
  });

  it('finds a name that moves to another resource', () => {
    const after = structuredClone(of('the defaults'));
    const { StateTable, ...others } = after.Resources;
    if (!StateTable) throw new Error('expected the table StateTable');
    const moved = { ...after, Resources: { ...others, Moved: StateTable } };
    expect(clashes(of('the defaults'), moved, createOnly)).toEqual(['Moved has the name of StateTable']);
  });
});

describe('losses', () => {
  it('finds a table that is another one', () => {
    const after = changed('StateTable', { TableName: 'other' });
    expect(losses(of('the defaults'), after, createOnly)).toEqual([
      'StateTable is replaced for its TableName',
    ]);
  });
});

/** Types whose names hold for the whole account: the property that holds the name. */
const OF_ACCOUNT = new Map([
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName'],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::S3::Bucket', 'BucketName'],
  ['AWS::Chatbot::SlackChannelConfiguration', 'ConfigurationName'],
]);

/** docs/operations.md, "A second region". */
const IN_ONE_REGION = ['Chatbot'];

describe('the template of a second region', () => {
  it('has no name that the first region has too', () => {
    const named = Object.entries(deployed(of('everything on in us-east-1'))).flatMap(
      ([id, { Type, Properties }]) => {
        const name = JSON.stringify(Properties[OF_ACCOUNT.get(Type) ?? '']);
        return name === undefined ? [] : [{ id, isOfRegion: /AWS::Region|us-east-1/.test(name) }];
      },
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ isOfRegion }) => !isOfRegion).map(({ id }) => id)).toEqual(IN_ONE_REGION);
  });
});
