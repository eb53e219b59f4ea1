/** Options are switched on and off, and changed, in place: no name is in the way of a deployment, and nothing is lost by it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { sls, succeed } from './commands';
import { preparePython } from './emulators/python';
import { type CreateOnly, clashes, deployed, losses, type Template, templateSchema } from './replacements';
import { createWorkspace, type Workspace } from './workspace';
import { sharedWorld } from './world';

const FAR = 'us-east-1';
const ON = `
allAlarms: true
encryptTopics: true
existingTopics: ['arn:aws:sns:ap-northeast-2:123456789012:mission-sns', 'arn:aws:sns:us-east-1:123456789012:billing']
restart: { tag: { key: 'alarm-responder:restart', value: 'true' } }
trails: { names: [main] }
auditTrail: true
watchdog: { email: [ops@example.com] }
watchedBuckets: [shop-exports, shop.backups]
bucketAlarm: { datapoints: 3 of 3 }
chatbot: { workspaceId: T0123ABCD, channelId: C0123ABCD }
agent: { rollOut: { tag: { key: monitoring, value: 'on' } } }
email: { addresses: [ops@example.com, Night+Watch@example.com], notifyOn: [critical, warning] }
sms: { numbers: ["+821012345678"] }
smsRegion: ap-northeast-1
logs: { cpu: { /srv/shop.log: {} } }
processes: { httpd: null, postgres: postgresql }
retentionDays: 30
`;
const OTHERWISE = `
existingTopics: ['arn:aws:sns:ap-northeast-2:123456789012:night-watch']
publishers: [backup, rds]
restart: { tag: { key: tier, value: web } }
trails: { names: [audit, security] }
watchdog: { email: [night@example.com] }
watchedBuckets: [invoices]
chatbot: { workspaceId: T0456EFGH, channelId: C0456EFGH }
agent: { rollOut: { tag: { key: tier, value: web } } }
email: { addresses: [night@example.com], notifyOn: [critical] }
sms: { numbers: ["+821087654321"] }
smsRegion: us-east-1
logs: { cpu: { /srv/other.log: {} } }
processes: { mysqld: mysqld }
retentionDays: 90
`;
const CONFIGURATIONS: Record<string, string> = {
  'the defaults': '',
  'everything off': 'rootSignIn: false\ninstances: { profile: false }\n',
  'everything on': ON,
  'everything otherwise': OTHERWISE,
};

/** What no deployment can do at once, and how it is done. */
const IN_TWO_STEPS = new Map([
  [
    'Chatbot is replaced for its SlackWorkspaceId',
    'docs/chatbot.md: without it, then with the other workspace',
  ],
]);

let workspace: Workspace;
let createOnly: CreateOnly;
let far: Template;
const templates = new Map<string, Template>();

/** No template depends on the bundles: an empty archive stands in for them. */
function leaveOutBundles(folder: string): void {
  writeFileSync(join(folder, 'none.zip'), '');
  const file = join(folder, 'serverless.yml');
  const [plugin, individually] = ['  - serverless-esbuild\n', '  individually: true\n'];
  const yaml = readFileSync(file, 'utf8');
  if (!yaml.includes(plugin) || !yaml.includes(individually)) throw new Error('serverless.yml has changed');
  writeFileSync(
    file,
    yaml.replace(plugin, '').replace(individually, `${individually}  artifact: none.zip\n`),
  );
}

async function packaged(yaml: string, region: string): Promise<Template> {
  writeFileSync(join(workspace.folder, 'config/dev.yml'), yaml);
  const place = { ...workspace, env: sharedWorld().env };
  await succeed('sls package', sls(place, 'package', '--stage', 'dev', '--region', region));
  const file = join(workspace.folder, '.serverless/cloudformation-template-update-stack.json');
  return v.parse(templateSchema, JSON.parse(readFileSync(file, 'utf8')));
}

/** What CloudFormation's own schemas say, as cfn-lint holds them. */
async function readCreateOnly(): Promise<CreateOnly> {
  const all = [...templates.values()].flatMap(({ Resources }) => Object.values(Resources));
  const input = JSON.stringify([...new Set(all.map(({ Type }) => Type))]);
  const args = [join(__dirname, 'create_only.py')];
  const printed = execFileSync(join(await preparePython(), 'python'), args, { input, encoding: 'utf8' });
  return v.parse(v.record(v.string(), v.array(v.string())), JSON.parse(printed));
}

beforeAll(async () => {
  workspace = createWorkspace();
  leaveOutBundles(workspace.folder);
  for (const [name, yaml] of Object.entries(CONFIGURATIONS)) {
    templates.set(name, await packaged(yaml, 'ap-northeast-2'));
  }
  far = await packaged(ON, FAR);
  createOnly = await readCreateOnly();
});
afterAll(() => workspace.remove());

const changes = Object.keys(CONFIGURATIONS).flatMap((from) =>
  Object.keys(CONFIGURATIONS)
    .filter((to) => to !== from)
    .map((to): [string, string] => [from, to]),
);
const of = (name: string): Template => {
  const template = templates.get(name);
  if (!template) throw new Error(`expected a template of ${name}`);
  return template;
};
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
    const named = Object.entries(deployed(far)).flatMap(([id, { Type, Properties }]) => {
      const name = JSON.stringify(Properties[OF_ACCOUNT.get(Type) ?? '']);
      return name === undefined ? [] : [{ id, isOfRegion: /AWS::Region|us-east-1/.test(name) }];
    });
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ isOfRegion }) => !isOfRegion).map(({ id }) => id)).toEqual(IN_ONE_REGION);
  });
});
