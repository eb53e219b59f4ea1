/** What serverless.yml reads of `config/` for the stage: checked, and as esbuild and CloudFormation take it. */
const { resolve } = require('node:path');
const tsx = require('tsx/cjs/api');
const { codeVersion } = tsx.require('./code-version.ts', __filename);
const { loadConfig } = tsx.require('../shared/config/load.ts', __filename);
const { smsProblem } = tsx.require('../shared/config/subscribers.ts', __filename);
const { readWebhookFile } = tsx.require('../shared/config/webhook-file.ts', __filename);

const CONFIG_FOLDER = resolve(__dirname, '../config');

/** Packaging works before there is a webhook; deploying does not (plugin.cjs), so this key never reaches AWS. */
const NO_WEBHOOK = { ciphertext: '', keyArn: 'arn:aws:kms:us-east-1:000000000000:key/run-npm-run-webhook' };

/** A section each, so that a bundle holds only those that its function reads. */
const defineSections = (config) =>
  Object.fromEntries(
    Object.entries(config).map(([section, value]) => [`STAGE_CONFIG.${section}`, JSON.stringify(value)]),
  );

/** For CloudFormation's conditions, which compare strings. */
const yesOrNo = (wanted) => (wanted ? 'yes' : 'no');

/** On which instances the restarter may run its document: those with the configured tag, else all. */
const restartTargets = ({ restart: { tag } }) => ({
  Effect: 'Allow',
  Action: 'ssm:SendCommand',
  Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*' },
  ...(tag && { Condition: { StringEquals: { [`ssm:resourceTag/${tag.key}`]: tag.value } } }),
});

/** From which groups log lines may be read. A group's ARN ends in `:*` or not, depending on who writes it. */
const readLogs = (groups) => ({
  Effect: 'Allow',
  Action: 'logs:FilterLogEvents',
  Resource: groups.flatMap(({ name }) =>
    [name, `${name}:*`].map((resource) => ({
      'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${resource}`,
    })),
  ),
});

/** CloudTrail's trails by name, of this account and region; names may end in `*`. */
const trailArns = (names) =>
  names.map((name) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/${name}`,
  }));

/** When some trails are listed, the stack's own is one of them. */
function watchAuditTrail({ auditTrail, trails }, name) {
  if (auditTrail && trails.names.length > 0) trails.names = [...new Set([...trails.names, name])];
}

/** Without this, the first SMS of the first night would be the one that fails. */
function checkSms({ sms, smsRegion }, region) {
  const problem = sms.numbers.length > 0 && smsProblem(smsRegion || region);
  if (problem) throw new Error(`sms.numbers: ${problem}`);
}

/** SMS have no resource: whatever is no topic. Without numbers nothing may be sent. */
const sendSms = ({ sms }) => ({
  Effect: sms.numbers.length > 0 ? 'Allow' : 'Deny',
  Action: 'sns:Publish',
  NotResource: { 'Fn::Sub': 'arn:${AWS::Partition}:sns:*:*:*' },
});

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const config = loadConfig(CONFIG_FOLDER, stage);
  checkSms(config, await resolveVariable('self:provider.region'));
  const webhook = readWebhookFile(CONFIG_FOLDER, stage);
  const auditTrail = `alarm-responder-${stage}-audit`;
  watchAuditTrail(config, auditTrail);
  return {
    config,
    define: defineSections(config),
    options: {
      allAlarms: yesOrNo(config.allAlarms),
      encryptTopics: yesOrNo(config.encryptTopics),
      auditTrail: yesOrNo(config.auditTrail),
    },
    codeVersion: codeVersion(resolve(__dirname, '..'), loadConfig(CONFIG_FOLDER, stage)),
    auditTrail,
    watchedTrails: trailArns(config.trails.names.length > 0 ? config.trails.names : ['*']),
    statements: {
      restartTargets: restartTargets(config),
      cpuLogs: readLogs(config.logs.cpu),
      sendSms: sendSms(config),
    },
    webhook: webhook ?? NO_WEBHOOK,
    hasWebhook: webhook !== undefined,
  };
};
