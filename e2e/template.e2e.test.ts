/** What the packaged template promises, where an emulator does not hold it to that. */
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readCost } from '../test/cost';
import { sls, succeed } from './commands';
import { createWorkspace, type Workspace } from './workspace';
import { sharedWorld } from './world';

const templateSchema = v.object({
  Resources: v.record(
    v.string(),
    v.object({
      Type: v.string(),
      Condition: v.optional(v.string()),
      DependsOn: v.optional(v.union([v.string(), v.array(v.string())]), []),
      Properties: v.optional(v.unknown()),
    }),
  ),
  Conditions: v.record(v.string(), v.unknown()),
});
type Template = v.InferOutput<typeof templateSchema>;

const getAtt = v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) });
const statement = v.object({
  Effect: v.string(),
  NotResource: v.optional(v.unknown()),
  Action: v.union([v.string(), v.array(v.string())]),
  Resource: v.optional(v.unknown()),
  Condition: v.optional(v.unknown()),
});
type Statement = v.InferOutput<typeof statement>;
const documentOf = v.object({ PolicyDocument: v.object({ Statement: v.array(statement) }) });
const roleSchema = v.object({
  ManagedPolicyArns: v.optional(v.array(v.unknown()), []),
  Policies: v.array(documentOf),
});
const functionSchema = v.object({
  FunctionName: v.string(),
  Role: getAtt,
  Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }),
});
const invokeConfigSchema = v.object({
  FunctionName: v.object({ Ref: v.string() }),
  DestinationConfig: v.object({ OnFailure: v.object({ Destination: v.unknown() }) }),
});
const topicPolicySchema = v.object({ PolicyDocument: v.object({ Statement: v.unknown() }) });
const documentSchema = v.object({
  UpdateMethod: v.string(),
  Content: v.object({
    parameters: v.unknown(),
    mainSteps: v.array(
      v.object({ action: v.string(), inputs: v.object({ runCommand: v.optional(v.array(v.string()), []) }) }),
    ),
  }),
});
const versionSchema = v.object({ DocumentVersion: v.optional(v.string()) });
const parameterSchema = v.object({ Value: v.string() });
const policySchema = v.object({
  PolicyDocument: v.object({ Statement: v.array(statement) }),
  Roles: v.array(v.object({ Ref: v.string() })),
});
const arnSchema = v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.literal('Arn')]) });
const deliverySchema = v.object({
  Endpoint: v.union([v.string(), arnSchema]),
  Region: v.optional(v.string()),
  RedrivePolicy: v.optional(v.object({ deadLetterTargetArn: arnSchema })),
});
const ruleSchema = v.object({
  Targets: v.array(
    v.object({
      Arn: arnSchema,
      DeadLetterConfig: v.object({ Arn: arnSchema }),
      RetryPolicy: v.object({ MaximumEventAgeInSeconds: v.number() }),
    }),
  ),
});
const queueSchema = v.object({
  QueueName: v.string(),
  MessageRetentionPeriod: v.optional(v.number()),
  SqsManagedSseEnabled: v.boolean(),
});
const queuePolicySchema = v.object({
  Queues: v.array(v.object({ Ref: v.string() })),
  PolicyDocument: v.object({
    Statement: v.array(v.looseObject({ Principal: v.unknown(), Condition: v.unknown() })),
  }),
});
const watchdogSchema = v.object({
  AlarmName: v.string(),
  AlarmDescription: v.pipe(v.string(), v.maxLength(1024)),
  AlarmActions: v.array(v.object({ Ref: v.string() })),
  TreatMissingData: v.string(),
  Dimensions: v.array(v.object({ Value: v.unknown() })),
});
const subscriptionSchema = v.object({ Protocol: v.string(), Region: v.optional(v.string(), 'ours') });
const emailSchema = v.looseObject({ Protocol: v.string() });

/** The resources of a type, by logical id, with the properties that the schema names. */
const ofType = <T>(
  { Resources }: Template,
  type: string,
  properties: v.GenericSchema<unknown, T>,
): Map<string, T> =>
  new Map(
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      Type === type ? [[id, v.parse(properties, Properties)] as const] : [],
    ),
  );

/** The alarms of the service itself. */
const watchdogsOf = (template: Template) =>
  [...ofType(template, 'AWS::CloudWatch::Alarm', v.looseObject({ AlarmName: v.string() })).values()]
    .filter(({ AlarmName }) => AlarmName.startsWith('alarm-responder-dev-watchdog '))
    .map((properties) => v.parse(watchdogSchema, properties));

const functionsOf = (template: Template) => ofType(template, 'AWS::Lambda::Function', functionSchema);
const rolesOf = (template: Template) => ofType(template, 'AWS::IAM::Role', roleSchema);
const statementsOf = ({ Policies }: v.InferOutput<typeof roleSchema>): Statement[] =>
  Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
const actionsOf = ({ Action }: Statement): string[] => [Action].flat();
/** Whether a statement names the action, in full or by a wildcard. */
const isAbout = (action: string) => (statement: Statement) =>
  actionsOf(statement).some((pattern) =>
    new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(action),
  );
const requiredBy = ({ Resources }: Template, id: string): string[] => [Resources[id]?.DependsOn ?? []].flat();

const OPTIONS = `
allAlarms: true
encryptTopics: true
existingTopics: ['arn:aws:sns:ap-northeast-2:123456789012:mission-sns', 'arn:aws:sns:us-east-1:123456789012:billing']
restart: { tag: { key: 'alarm-responder:restart', value: 'true' } }
trails: { names: [main] }
auditTrail: true
watchdog: { email: [ops@example.com] }
watchedBuckets: [shop-exports, shop.backups]
bucketAlarm: { datapoints: 3 of 3 }
rootSignIn: false
chatbot: { workspaceId: T0123ABCD, channelId: C0123ABCD }
agent: { rollOut: { tag: { key: monitoring, value: 'on' } } }
email: { addresses: [ops@example.com, Night+Watch@example.com], notifyOn: [critical, warning, instance-stopped] }
sms: { numbers: ["+821012345678"] }
smsRegion: ap-northeast-1
logs: { cpu: { /srv/shop.log: {} } }
`;

/** What instanceAlarms does to alarms. */
const OF_ALARMS = [
  'cloudwatch:DeleteAlarms',
  'cloudwatch:DisableAlarmActions',
  'cloudwatch:EnableAlarmActions',
  'cloudwatch:ListTagsForResource',
  'cloudwatch:PutMetricAlarm',
  'cloudwatch:SetAlarmState',
  'cloudwatch:TagResource',
  'cloudwatch:UntagResource',
];

describe.each([
  ['without options', ''],
  ['with every option', OPTIONS],
])('the template %s', (_, options) => {
  let workspace: Workspace;
  let template: Template;
  let printed: string;
  const file = () => join(workspace.folder, '.serverless/cloudformation-template-update-stack.json');

  beforeAll(async () => {
    workspace = createWorkspace();
    appendFileSync(join(workspace.folder, 'config/dev.yml'), options);
    const packaging = sls({ ...workspace, env: sharedWorld().env }, 'package', '--stage', 'dev');
    printed = await succeed('sls package', packaging);
    template = v.parse(templateSchema, JSON.parse(readFileSync(file(), 'utf8')));
  });
  afterAll(() => workspace.remove());

  it('gives each function a role of its own, and has no other roles but those of services of AWS', () => {
    const used = [...functionsOf(template).values()].map(({ Role }) => Role['Fn::GetAtt'][0]);
    const ofServices = ['InstanceRole', 'DataTrailRole', 'ChatbotRole', 'CanaryRole'];
    expect([...rolesOf(template).keys()].sort()).toEqual([...used, ...ofServices].sort());
  });

  it('lets no role but that of instances make a log group, which a late call would do behind a teardown', () => {
    const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
      [...ofType(template, type, documentOf)].map(([id, { PolicyDocument }]) => ({
        id,
        statements: PolicyDocument.Statement,
      })),
    );
    const roles = [...rolesOf(template)].map(([id, role]) => ({ id, statements: statementsOf(role) }));
    const making = [...roles, ...policies].filter(({ statements }) =>
      statements.some(isAbout('logs:CreateLogGroup')),
    );
    expect(making.map(({ id }) => id)).toEqual(['InstanceRole']);
  });

  it('has a log group for each function, and no function before its log group', () => {
    const groups = ofType(template, 'AWS::Logs::LogGroup', v.object({ LogGroupName: v.string() }));
    const waitedFor = [...functionsOf(template).keys()].map((id) =>
      requiredBy(template, id).map((required) => groups.get(required)?.LogGroupName),
    );
    expect(waitedFor).toEqual(
      [...functionsOf(template).values()].map(({ FunctionName }) =>
        expect.arrayContaining([`/aws/lambda/${FunctionName}`]),
      ),
    );
  });

  it('has no managed policy on any role: what AWS adds to one, or has in it, nobody here has asked for', () => {
    const managed = [...rolesOf(template)].filter(
      ([, { ManagedPolicyArns }]) => ManagedPolicyArns.length > 0,
    );
    expect(managed.map(([id]) => id)).toEqual([]);
  });

  it('sends the first canary only when CloudWatch may publish and SNS may call the notifier', () => {
    expect(requiredBy(template, 'CanarySchedule')).toEqual([
      'AlertsTopicPolicy',
      'SlackNotifierSnsSubscriptionAlarmresponderdevalerts',
      'SlackNotifierLambdaPermissionAlarmresponderdevalertsSNS',
    ]);
  });

  describe('on the role of instances', () => {
    const allowing = (action: string): Statement[] => {
      const role = rolesOf(template).get('InstanceRole');
      return (role ? statementsOf(role) : []).filter(isAbout(action));
    };
    const resourcesOf = (action: string): unknown[] =>
      allowing(action)
        .flatMap(({ Resource }) => [Resource].flat())
        .map((resource) => Object(resource)['Fn::Sub'] ?? resource);
    const logGroup = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:';
    const ofGroups = (names: string[]) =>
      names.flatMap((name) => [`${logGroup}${name}`, `${logGroup}${name}:*`]);

    it.each(['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory'])(
      'does not let %s read secrets: of all parameters only those of the CloudWatch agent',
      (action) => {
        const ofAgent =
          'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/AmazonCloudWatch-*';
        expect(resourcesOf(action)).toEqual(action === 'ssm:GetParameter' ? [ofAgent] : []);
      },
    );

    it.each(['logs:PutRetentionPolicy', 'logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'])(
      'does not let %s touch logs of others: of all log groups only the configured ones',
      (action) => {
        const system = ['/var/log/syslog', '/var/log/messages'];
        const apache = ['/var/log/apache2/error.log', '/var/log/httpd/error_log'];
        const configured = [...system, ...apache, ...(options ? ['/srv/shop.log'] : [])];
        expect(new Set(resourcesOf(action))).toEqual(new Set(ofGroups(configured)));
      },
    );

    it('does not let anybody open a session or read a document but the agent’s', () => {
      expect(resourcesOf('ssmmessages:CreateDataChannel')).toEqual([]);
      expect(resourcesOf('ssmmessages:OpenDataChannel')).toEqual([]);
      expect(resourcesOf('ssm:GetDocument')).toEqual([
        'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/alarm-responder-dev-agent',
      ]);
    });

    it('does not let an instance forge metrics of AWS or of this service', () => {
      expect(allowing('cloudwatch:PutMetricData').map(({ Condition }) => Condition)).toEqual([
        { StringEquals: { 'cloudwatch:namespace': 'CWAgent' } },
      ]);
    });
  });

  // The emulators do not fill in the encryption context, so what the condition says is all that can be seen.
  it('lets the notifier alone decrypt, with the stage’s key and its own context', () => {
    const decrypting = [...rolesOf(template)].flatMap(([id, role]) =>
      statementsOf(role)
        .filter((allowed) => actionsOf(allowed).some((action) => action.startsWith('kms:')))
        .map((allowed) => ({ id, ...allowed })),
    );
    expect(decrypting).toEqual([
      {
        id: 'SlackNotifierIamRoleLambdaExecution',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: expect.stringMatching(/^arn:aws:kms:/),
        Condition: {
          StringEqualsIfExists: {
            'kms:EncryptionContext:LambdaFunctionName': 'alarm-responder-dev-slackNotifier',
          },
        },
      },
    ]);
  });

  it('lets every role that publishes use the key of encrypted topics, and only through SNS', () => {
    const [policy] = ofType(template, 'AWS::IAM::Policy', policySchema).values();
    expect(policy?.PolicyDocument.Statement).toMatchObject([
      { Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Sub': expect.stringMatching(/^sns\./) } } } },
    ]);
    const publishing = [...rolesOf(template)].filter(([, role]) =>
      statementsOf(role).flatMap(actionsOf).includes('sns:Publish'),
    );
    expect(policy?.Roles.map(({ Ref }) => Ref).sort()).toEqual(publishing.map(([id]) => id).sort());
  });

  // The emulator knows the resource of some of these only as `*`, so what is deployed is looked at here.
  it('lets alarms be changed by one role, and only those with our name; the canary be set by its schedule', () => {
    const statements = [...rolesOf(template).values()].flatMap(statementsOf);
    const changing = statements.filter((allowed) =>
      actionsOf(allowed).some((action) => OF_ALARMS.includes(action)),
    );
    expect(changing).toEqual([
      {
        Effect: 'Allow',
        Action: OF_ALARMS,
        Resource: { 'Fn::Sub': expect.stringMatching(/:alarm:alarm-responder-dev \*$/) },
      },
      {
        Effect: 'Allow',
        Action: 'cloudwatch:SetAlarmState',
        Resource: { 'Fn::GetAtt': ['CanaryAlarm', 'Arn'] },
      },
    ]);
  });

  it('lets each role reach the failure destination of its function', () => {
    const configs = [...ofType(template, 'AWS::Lambda::EventInvokeConfig', invokeConfigSchema).values()];
    const reachable = configs.map(({ FunctionName, DestinationConfig }) => {
      const role = rolesOf(template).get(
        functionsOf(template).get(FunctionName.Ref)?.Role['Fn::GetAtt'][0] ?? '',
      );
      const statements = role ? statementsOf(role) : [];
      const destination = JSON.stringify(DestinationConfig.OnFailure.Destination);
      const admitting = statements.filter(({ Resource }) => JSON.stringify(Resource) === destination);
      return admitting.flatMap(actionsOf).some((action) => /^(sqs:SendMessage|sns:Publish)$/.test(action));
    });
    expect(reachable).toEqual([...functionsOf(template).keys()].map(() => true));
  });

  it('keeps what cpuAlerter failed on where neither a topic nor its key is needed', () => {
    const configs = ofType(template, 'AWS::Lambda::EventInvokeConfig', invokeConfigSchema);
    expect(configs.get('CpuAlerterLambdaEvConf')?.DestinationConfig.OnFailure.Destination).toEqual({
      'Fn::GetAtt': ['NotifierQueue', 'Arn'],
    });
  });

  // The emulator says that it tried three times, whatever is configured.
  it('does not try cpuAlerter again: people are notified of a failure at once', () => {
    const configs = ofType(
      template,
      'AWS::Lambda::EventInvokeConfig',
      v.object({ MaximumRetryAttempts: v.number() }),
    );
    expect(configs.get('CpuAlerterLambdaEvConf')).toEqual({ MaximumRetryAttempts: 0 });
  });

  it('admits to the topics of alarms only CloudWatch of this account', () => {
    const policies = ofType(template, 'AWS::SNS::TopicPolicy', topicPolicySchema);
    const admitted = [...policies].map(([id, { PolicyDocument }]) => [id, PolicyDocument.Statement]);
    const only = (Ref: string) => [
      {
        Sid: 'AlarmsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: { Ref },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ];
    expect(admitted).toEqual([
      ['AlertsTopicPolicy', only('AlertsTopic')],
      ['WatchdogTopicPolicy', only('WatchdogTopic')],
    ]);
  });

  it('lets the notifier alone send SMS, and only where there are numbers', () => {
    const wide = [...rolesOf(template)].flatMap(([id, role]) =>
      statementsOf(role).flatMap(({ Effect, NotResource }) =>
        NotResource ? [{ id, Effect, NotResource }] : [],
      ),
    );
    expect(wide).toEqual([
      {
        id: 'SlackNotifierIamRoleLambdaExecution',
        Effect: options ? 'Allow' : 'Deny',
        NotResource: { 'Fn::Sub': 'arn:${AWS::Partition}:sns:*:*:*' },
      },
    ]);
  });

  it('subscribes every address, each to what it is to be notified of', () => {
    const emails = [...ofType(template, 'AWS::SNS::Subscription', emailSchema).values()].filter(
      ({ Protocol }) => Protocol === 'email',
    );
    const FilterPolicy = { $or: [{ severity: ['critical', 'warning'] }, { kind: ['instance-stopped'] }] };
    const to = (Endpoint: string, topic: string) => ({
      Protocol: 'email',
      TopicArn: { Ref: topic },
      Endpoint,
      RedrivePolicy: expect.anything(),
    });
    const filtered = (Endpoint: string) => ({
      ...to(Endpoint, 'SubscribersTopic'),
      FilterPolicyScope: 'MessageAttributes',
      FilterPolicy,
    });
    // CloudWatch sends no attributes: a filter would swallow the service's own alarms.
    const unfiltered = to('ops@example.com', 'WatchdogTopic');
    const expected = [filtered('ops@example.com'), filtered('Night+Watch@example.com'), unfiltered];
    expect(emails).toEqual(options ? expected : []);
  });

  it('lets the restarter run its own document only, and there only the configured units', () => {
    const restarter = rolesOf(template).get('ProcessRestarterIamRoleLambdaExecution');
    const sending = restarter
      ? statementsOf(restarter).filter((one) => actionsOf(one).includes('ssm:SendCommand'))
      : [];
    expect(sending.map(({ Resource }) => Object(Resource)['Fn::Sub'])).toEqual([
      'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/alarm-responder-dev-restart-unit',
      'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*',
    ]);
    const condition = { StringEquals: { 'ssm:resourceTag/alarm-responder:restart': 'true' } };
    expect(sending.map(({ Condition }) => Condition)).toEqual([undefined, options ? condition : undefined]);
    const document = ofType(template, 'AWS::SSM::Document', documentSchema).get('RestartDocument');
    expect(document?.UpdateMethod).toBe('NewVersion');
    expect(document?.Content.parameters).toEqual({
      unit: expect.objectContaining({ type: 'String', allowedValues: ['apache2', 'httpd', 'nginx'] }),
    });
    const [step] = document?.Content.mainSteps ?? [];
    expect(step?.inputs.runCommand.join('\n').match(/\{\{.*?\}\}/g)).toEqual(['{{ unit }}']);
  });

  // The emulator knows no associations, and nothing there would run one.
  it('installs and configures the agent, in that order, on instances with the configured tag only', () => {
    const association = ofType(template, 'AWS::SSM::Association', v.unknown()).get('AgentAssociation');
    const { Value: value = '' } =
      ofType(template, 'AWS::SSM::Parameter', parameterSchema).get('AgentParameter') ?? {};
    const document = ofType(template, 'AWS::SSM::Document', documentSchema).get('AgentDocument');
    if (!options) return expect([association, value, document]).toEqual([undefined, '', undefined]);
    expect(association).toMatchObject({
      Name: { Ref: 'AgentDocument' },
      Targets: [{ Key: 'tag:monitoring', Values: ['on'] }],
      Parameters: { sha256: [createHash('sha256').update(value).digest('hex')] },
    });
    expect(document?.UpdateMethod).toBe('NewVersion');
    expect(document?.Content.mainSteps.map(({ action }) => action)).toEqual([
      'aws:configurePackage',
      'aws:runShellScript',
    ]);
    const commands = document?.Content.mainSteps.at(-1)?.inputs.runCommand ?? [];
    expect(commands[0]).toBe("set -- AmazonCloudWatch-alarm-responder-dev '{{ sha256 }}'");
    expect(commands.join('\n').match(/\{\{.*?\}\}/g)).toEqual(['{{ sha256 }}']);
  });

  it('rolls out the agent’s document as it was last deployed, whichever version is its default', () => {
    const associations = ofType(template, 'AWS::SSM::Association', versionSchema);
    const versions = [...associations.values()].map(({ DocumentVersion }) => DocumentVersion);
    expect(versions).toEqual(options ? ['$LATEST'] : []);
  });

  it('lets the reenabler act on listed trails, the stack’s own among them, or on all of the region', () => {
    const role = rolesOf(template).get('TrailReenablerIamRoleLambdaExecution');
    const acting = (role ? statementsOf(role) : []).find((allowed) =>
      actionsOf(allowed).includes('cloudtrail:StartLogging'),
    );
    const names = options ? ['main', 'alarm-responder-dev-audit', 'alarm-responder-dev-data'] : ['*'];
    expect(acting?.Resource).toEqual(
      names.map((name) => ({
        'Fn::Sub': `arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/${name}`,
      })),
    );
  });

  it('has plain strings only as environment, which sls invoke local needs', () => {
    const values = [...functionsOf(template).values()].flatMap(({ Environment }) =>
      Object.values(Environment.Variables),
    );
    expect(values.filter((value) => typeof value !== 'string')).toEqual([]);
  });

  // The emulator delivers to functions once and has no dead-letter queues for that.
  it('keeps what cannot be delivered to a function in the function’s own queue, wherever SNS allows it', () => {
    const names = ofType(template, 'AWS::Lambda::Function', v.object({ FunctionName: v.string() }));
    const queues = ofType(template, 'AWS::SQS::Queue', queueSchema);
    const queueFor = (id: string) => queues.get(id)?.QueueName;
    const expected = (id: string) =>
      `${names.get(id)?.FunctionName ?? 'alarm-responder-dev-mail'}-dead-letters`;
    const targets = [...ofType(template, 'AWS::Events::Rule', ruleSchema).values()].flatMap(
      ({ Targets }) => Targets,
    );
    expect(targets.map(({ DeadLetterConfig }) => queueFor(DeadLetterConfig.Arn['Fn::GetAtt'][0]))).toEqual(
      targets.map(({ Arn }) => expected(Arn['Fn::GetAtt'][0])),
    );
    const subscriptions = [...ofType(template, 'AWS::SNS::Subscription', deliverySchema).values()];
    const isFar = ({ Region = sharedWorld().env.AWS_REGION }) => Region !== sharedWorld().env.AWS_REGION;
    expect(
      subscriptions.map(({ RedrivePolicy }) =>
        queueFor(RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? ''),
      ),
    ).toEqual(
      subscriptions.map(({ Endpoint, ...where }) =>
        isFar(where) ? undefined : expected(typeof Endpoint === 'string' ? '' : Endpoint['Fn::GetAtt'][0]),
      ),
    );
    expect(subscriptions.filter(isFar)).toHaveLength(options ? 3 : 0);
  });

  it('gives EventBridge as long as the function gives Lambda', () => {
    const ages = ofType(
      template,
      'AWS::Lambda::EventInvokeConfig',
      v.object({ FunctionName: v.object({ Ref: v.string() }), MaximumEventAgeInSeconds: v.number() }),
    );
    const ageOf = new Map(
      [...ages.values()].map((config) => [config.FunctionName.Ref, config.MaximumEventAgeInSeconds]),
    );
    const targets = [...ofType(template, 'AWS::Events::Rule', ruleSchema).values()].flatMap(
      ({ Targets }) => Targets,
    );
    expect(targets.map(({ RetryPolicy }) => RetryPolicy.MaximumEventAgeInSeconds)).toEqual(
      targets.map(({ Arn }) => ageOf.get(Arn['Fn::GetAtt'][0])),
    );
  });

  it('keeps dead letters for 14 days, encrypted, and takes them only from its own topics and rules', () => {
    const deadLetters = [...ofType(template, 'AWS::SQS::Queue', queueSchema)].filter(([, { QueueName }]) =>
      QueueName.endsWith('-dead-letters'),
    );
    const policies = [...ofType(template, 'AWS::SQS::QueuePolicy', queuePolicySchema).values()];
    for (const [id, queue] of deadLetters) {
      expect(queue).toMatchObject({ MessageRetentionPeriod: 14 * 24 * 3_600, SqsManagedSseEnabled: true });
      // SQS keeps one policy for a queue.
      const [policy, ...others] = policies.filter(({ Queues }) => Queues.some(({ Ref }) => Ref === id));
      expect(others).toEqual([]);
      expect(policy?.PolicyDocument.Statement).toMatchObject([
        {
          Principal: { Service: 'sns.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': expect.arrayContaining([{ Ref: 'AlertsTopic' }]) } },
        },
        {
          Principal: { Service: 'events.amazonaws.com' },
          Condition: {
            ArnLike: { 'aws:SourceArn': { 'Fn::Sub': expect.stringMatching(/AccountId}:rule\/\*$/) } },
          },
        },
      ]);
    }
  });

  it('watches every function, queue and topic, and acts on the topic `watchdog` alone', () => {
    const alarms = watchdogsOf(template);
    const kindsOf = (id: string) =>
      alarms
        .filter(({ Dimensions }) => JSON.stringify(Dimensions).includes(`"${id}"`))
        .map(({ AlarmName }) => AlarmName.replace(/^.* /, ''));
    const expected: Record<string, (id: string) => string[]> = {
      'AWS::Lambda::Function': (id) =>
        id.startsWith('SlackNotifier') ? ['errors', 'failure-lost', 'throttles'] : ['errors', 'failure-lost'],
      'AWS::SQS::Queue': (id) => (id === 'NotifierQueue' ? ['backlog'] : ['dead-letters', 'unattended']),
      'AWS::SNS::Topic': (id) => [id === 'AlertsTopic' ? 'not-kept' : 'not-delivered'],
    };
    for (const [type, kinds] of Object.entries(expected)) {
      const ids = [...ofType(template, type, v.unknown()).keys()];
      expect(ids.map((id) => [id, kindsOf(id)])).toEqual(ids.map((id) => [id, kinds(id)]));
    }
    expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
    for (const { AlarmActions, TreatMissingData } of alarms) {
      expect({ AlarmActions, TreatMissingData }).toEqual({
        AlarmActions: [{ Ref: 'WatchdogTopic' }],
        TreatMissingData: 'notBreaching',
      });
    }
  });

  it('has as much of what costs as docs/cost.md counts, and at most 30 alarms unless something is switched on', () => {
    const count = (type: string, isCounted = (_: Template['Resources'][string]) => true) =>
      Object.values(template.Resources).filter((one) => one.Type === type && isCounted(one)).length;
    const alarms = count('AWS::CloudWatch::Alarm', ({ Condition }) => Condition === undefined);
    expect(alarms).toBeLessThanOrEqual(30);
    expect(alarms).toBe(readCost().get('own alarms')?.counts[options ? 1 : 0]);
    // Of these the lines of Lambda, the queue and the canary are: each poll, each queue that a function waits for.
    expect({
      keys: count('AWS::KMS::Key'), // `npm run webhook` makes it.
      functions: count('AWS::Lambda::Function'),
      pollsEveryFiveMinutes: count('AWS::Events::Rule', ({ Properties }) =>
        JSON.stringify(Properties).includes('"rate(5 minutes)"'),
      ),
      queuesWaitedFor: count('AWS::Lambda::EventSourceMapping'),
      schedules: count('AWS::Scheduler::Schedule'),
      tables: count('AWS::DynamoDB::Table'),
    }).toEqual({
      keys: 0,
      functions: 5,
      pollsEveryFiveMinutes: 3,
      queuesWaitedFor: 1,
      schedules: 1,
      tables: 1,
    });
  });

  it('names in each of these alarms a section of docs/operations.md that exists', () => {
    const guide = readFileSync(join(__dirname, '../docs/operations.md'), 'utf8');
    const sections = [...guide.matchAll(/^#+ (\S+)$/gm)].map(([, title]) => title);
    for (const { AlarmDescription } of watchdogsOf(template)) {
      expect(sections).toContain(AlarmDescription.match(/docs\/operations\.md#(\S+)/)?.[1]);
    }
  });

  it('subscribes to the operator’s topics, each in its own region', () => {
    const subscriptions = [...ofType(template, 'AWS::SNS::Subscription', subscriptionSchema).values()].filter(
      ({ Protocol }) => Protocol === 'lambda',
    );
    const regions = new Set(subscriptions.map(({ Region }) => Region));
    expect([...regions]).toEqual(options ? ['ours', 'ap-northeast-2', 'us-east-1'] : ['ours']);
    expect(subscriptions).toHaveLength(regions.size * 3);
  });

  // The emulator knows no trails in templates.
  it('records what happens to objects of the watched buckets, and nothing else', () => {
    const trail = template.Resources.DataTrail;
    const buckets = options ? ['shop-exports', 'shop.backups'] : ['no-bucket'];
    expect(trail).toMatchObject({
      Condition: 'WatchedBuckets',
      Properties: {
        TrailName: 'alarm-responder-dev-data',
        IsMultiRegionTrail: true,
        EnableLogFileValidation: true,
        CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['DataTrailLogGroup', 'Arn'] },
      },
    });
    expect(Object(trail).Properties.EventSelectors).toBeUndefined();
    expect(Object(trail).Properties.AdvancedEventSelectors).toEqual([
      {
        Name: expect.any(String),
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
          {
            Field: 'resources.ARN',
            StartsWith: buckets.map((name) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:s3:::${name}/` })),
          },
        ],
      },
    ]);
  });

  it('leaves out all about watched buckets, the chat and the root user unless they are configured', () => {
    const conditional = (condition: string) =>
      Object.entries(template.Resources)
        .filter(([, { Condition }]) => Condition === condition)
        .map(([id]) => id);
    expect(conditional('WatchedBuckets').sort()).toEqual(
      Object.keys(template.Resources)
        .filter((id) => /^(DataTrail|BucketAccess)/.test(id))
        .sort(),
    );
    expect(conditional('Chatbot')).toEqual(['Chatbot', 'ChatbotReads', 'ChatbotRole']);
    expect(conditional('RootSignIn')).toEqual(['RootSignInRule', 'RootSignInPermission']);
    expect(template.Conditions).toMatchObject({
      WatchedBuckets: { 'Fn::Equals': [options ? 'yes' : 'no', 'yes'] },
      Chatbot: { 'Fn::Equals': [options ? 'yes' : 'no', 'yes'] },
      RootSignIn: { 'Fn::Equals': [options ? 'no' : 'yes', 'yes'] },
    });
  });

  it('rings for one minute, or three, in which a watched bucket was touched', () => {
    const datapoints = options ? 3 : 1;
    expect(template.Resources.BucketAccessAlarm?.Properties).toMatchObject({
      Statistic: 'Sum',
      Period: 60,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      DatapointsToAlarm: datapoints,
      EvaluationPeriods: datapoints,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'AlertsTopic' }],
    });
  });

  it('lets cpuAlerter read the log of the watched buckets only when there are some', () => {
    const role = rolesOf(template).get('CpuAlerterIamRoleLambdaExecution');
    const reading = (role ? statementsOf(role) : []).find((one) =>
      actionsOf(one).includes('logs:FilterLogEvents'),
    );
    expect(JSON.stringify(reading).includes('log-group:alarm-responder-dev-data"')).toBe(options !== '');
  });

  it('lets people in the chat read and nothing more, whatever its role may', () => {
    const { Chatbot, ChatbotReads, ChatbotRole } = template.Resources;
    expect(Chatbot?.Properties).toMatchObject({
      SlackWorkspaceId: options ? 'T0123ABCD' : expect.any(String),
      SlackChannelId: options ? 'C0123ABCD' : expect.any(String),
      SnsTopicArns: [{ Ref: 'AlertsTopic' }],
      GuardrailPolicies: [{ Ref: 'ChatbotReads' }],
    });
    const { PolicyDocument } = Object(ChatbotReads?.Properties);
    const actions: string[] = PolicyDocument.Statement.flatMap(actionsOf);
    expect(actions.filter((action) => !/^cloudwatch:(Describe|Get|List)/.test(action))).toEqual([]);
    expect(Object(ChatbotRole?.Properties).Policies).toEqual([
      { PolicyName: 'read-cloudwatch', PolicyDocument },
    ]);
  });

  it('is packaged with the command that forwards sign-ins of root, where people are notified of them and they are not recorded', () => {
    expect(printed.includes('--stack-name alarm-responder-root-sign-in-ap-northeast-2')).toBe(options === '');
  });
});
