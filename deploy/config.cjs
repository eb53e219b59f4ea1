/** What serverless.yml reads of `config/` for the stage: checked, and as esbuild and CloudFormation take it. */
const { resolve } = require('node:path');
const { alertsStatements } = require('./publishers.cjs');
process.env.TSX_DISABLE_CACHE = '1'; // It would stay in the temporary folder, and saves no time here.
const tsx = require('tsx/cjs/api');
const { codeVersion } = tsx.require('./code-version.ts', __filename);
const { ConfigError } = tsx.require('../shared/errors.ts', __filename);
const { loadConfig } = tsx.require('../shared/config/load.ts', __filename);
const { smsProblem } = tsx.require('../shared/config/subscribers.ts', __filename);
const { readWebhookFile } = tsx.require('../shared/config/webhook-file.ts', __filename);

const CONFIG_FOLDER = resolve(__dirname, '../config');

/** Packaging works before there is a webhook; deploying does not (plugin.cjs), so this key never reaches AWS. */
const NO_WEBHOOK = { ciphertext: '', keyArn: 'arn:aws:kms:us-east-1:000000000000:key/run-npm-run-webhook' };

/** What the template's conditions leave out must be well formed too. */
const NO_CHATBOT = { workspaceId: 'T00000000', channelId: 'C00000000' };
const NO_BUCKETS = ['no-bucket'];

/** A section each, so that a bundle holds only those that its function reads. */
const defineSections = (config) => ({
  ...Object.fromEntries(
    Object.entries(config).map(([section, value]) => [`STAGE_CONFIG.${section}`, JSON.stringify(value)]),
  ),
  REDACT_EXTRA: JSON.stringify(config.redact.extra),
  KOREAN: JSON.stringify(config.language === 'ko'),
  TIME_ZONE: JSON.stringify(config.timeZone),
});

/** For CloudFormation's conditions, which compare strings. */
const yesOrNo = (isOn) => (isOn ? 'yes' : 'no');

/** On which instances the restarter may run its document: those with the configured tag, else all. */
const restartTargets = ({ restart: { tag } }) => ({
  Effect: 'Allow',
  Action: 'ssm:SendCommand',
  Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*' },
  ...(tag && { Condition: { StringEquals: { [`ssm:resourceTag/${tag.key}`]: tag.value } } }),
});

/** A group's ARN ends in `:*` or not, depending on who writes it; with `:*` it is that of its streams as well. */
const logGroupArns = (groups) =>
  groups.flatMap(({ name }) =>
    [name, `${name}:*`].map((resource) => ({
      'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${resource}`,
    })),
  );

/** From which groups log lines may be read. */
const readLogs = (groups) => ({
  Effect: 'Allow',
  Action: 'logs:FilterLogEvents',
  Resource: logGroupArns(groups),
});

/** What the CloudWatch agent does with the groups that it writes to, and with no other. */
const writeLogs = (groups) => ({
  Effect: 'Allow',
  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:PutRetentionPolicy'],
  Resource: logGroupArns(groups),
});

/** CloudTrail's trails by name, of this account and region; names may end in `*`. */
const trailArns = (names) =>
  names.map((name) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/${name}`,
  }));

/** When some trails are listed, the stack's own are among them. */
function watchOwnTrails({ auditTrail, watchedBuckets, trails }, own) {
  if (trails.names.length === 0) return;
  const ours = [...(auditTrail ? [own.audit] : []), ...(watchedBuckets.length > 0 ? [own.data] : [])];
  trails.names = [...new Set([...trails.names, ...ours])];
}

/** What is in the buckets: CloudTrail matches ARNs by how they begin. */
const objectsIn = (buckets) =>
  buckets.map((bucket) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:s3:::${bucket}/` }));

/** Without this, the first SMS of the first night would be the one that fails. */
function checkSms({ sms, smsRegion }, region) {
  const problem = sms.numbers.length > 0 && smsProblem(smsRegion || region);
  if (problem) throw new ConfigError(`sms.numbers: ${problem}`);
}

/** The key's policy is `npm run webhook`'s, and admits CloudWatch alone: what others publish would be lost without a word. */
function checkPublishers({ publishers, encryptTopics }) {
  if (publishers.length === 0 || !encryptTopics) return;
  throw new ConfigError(
    'publishers: they may not use the key of encrypted topics: take them out, or set encryptTopics to false',
  );
}

/** SMS have no resource: whatever is no topic. Without numbers nothing may be sent. */
const sendSms = ({ sms }) => ({
  Effect: sms.numbers.length > 0 ? 'Allow' : 'Deny',
  Action: 'sns:Publish',
  NotResource: { 'Fn::Sub': 'arn:${AWS::Partition}:sns:*:*:*' },
});

async function stageConfig({ resolveVariable }) {
  const stage = await resolveVariable('sls:stage');
  const region = await resolveVariable('self:provider.region');
  const config = loadConfig(CONFIG_FOLDER, stage, region);
  checkSms(config, region);
  checkPublishers(config);
  const webhook = readWebhookFile(CONFIG_FOLDER, { stage, region });
  const auditTrail = `alarm-responder-${stage}-audit`;
  // Its log group has the same name.
  const dataTrail = `alarm-responder-${stage}-data`;
  watchOwnTrails(config, { audit: auditTrail, data: dataTrail });
  const watchesBuckets = config.watchedBuckets.length > 0;
  return {
    config,
    define: defineSections(config),
    options: {
      allAlarms: yesOrNo(config.allAlarms),
      encryptTopics: yesOrNo(config.encryptTopics),
      auditTrail: yesOrNo(config.auditTrail),
      watchedBuckets: yesOrNo(watchesBuckets),
      chatbot: yesOrNo(config.chatbot),
      rootSignIn: yesOrNo(config.rootSignIn),
    },
    codeVersion: codeVersion(resolve(__dirname, '..'), loadConfig(CONFIG_FOLDER, stage, region)),
    auditTrail,
    dataTrail,
    watchedObjects: objectsIn(watchesBuckets ? config.watchedBuckets : NO_BUCKETS),
    chatbot: config.chatbot ?? NO_CHATBOT,
    watchedTrails: trailArns(config.trails.names.length > 0 ? config.trails.names : ['*']),
    statements: {
      restartTargets: restartTargets(config),
      alerterLogs: readLogs([...config.logs.cpu, ...(watchesBuckets ? [{ name: dataTrail }] : [])]),
      agentLogs: writeLogs(config.logs.cpu),
      sendSms: sendSms(config),
      publishToAlerts: alertsStatements(config.publishers),
    },
    webhook: webhook ?? NO_WEBHOOK,
    hasWebhook: webhook !== undefined,
  };
}

/** osls prints the stack of what is thrown here; what is wrong in `config/` needs none. */
module.exports = (given) =>
  stageConfig(given).catch((error) => {
    if (error.name === 'ConfigError') error.stack = error.message;
    throw error;
  });
