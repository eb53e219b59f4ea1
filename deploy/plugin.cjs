/** What osls does not do by itself for this service. */
const { canaryAfterNotifier } = require('./canary.cjs');
const { addDeadLetters } = require('./dead-letters.cjs');
const { ofType } = require('./template.cjs');
const { temporaryFolder } = require('./temporary-folder.cjs');
const { addWatchdog } = require('./watchdog.cjs');

/** A notifier without a webhook notifies nobody in Slack. */
function checkWebhook({ custom, provider: { region } }, { stage }, ServerlessError) {
  if (custom.stage.hasWebhook) return;
  throw new ServerlessError(
    `Stage ${stage} has no Slack webhook in ${region} yet. Run: npm run webhook -- --stage ${stage} --region ${region}`,
    'NO_WEBHOOK',
  );
}

/** AWS records sign-ins of the root user in this region alone; in its other partitions there is nothing to forward. */
const SIGN_INS = 'us-east-1';

function hintAtRootSignIns({ custom, provider: { region } }, log) {
  const isElsewhere = region !== SIGN_INS && !/^(cn|us-gov|eusc)-/.test(region);
  if (custom.stage.options.rootSignIn !== 'yes' || !isElsewhere) return;
  log.notice(`
Sign-ins of the root user are recorded in ${SIGN_INS} and must be forwarded, or nobody is notified of them (rootSignIn in config/). Once for ${region}:
  aws cloudformation deploy --region ${SIGN_INS} --stack-name alarm-responder-root-sign-in-${region} \\
    --template-file resources/us-east-1/root-sign-in.yml --capabilities CAPABILITY_IAM --parameter-overrides Region=${region}`);
}

/** osls makes a role for functions without one of their own; here each has its own, so nobody uses it. */
function dropDefaultRole({ provider }) {
  const { Resources } = provider.compiledCloudFormationTemplate;
  const isUsed = Object.values(Resources).some(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' && Properties.Role['Fn::GetAtt'][0] === 'IamRoleLambdaExecution',
  );
  if (isUsed) throw new Error('Each function needs `iamRoleStatements`, if only an empty list.');
  delete Resources.IamRoleLambdaExecution;
}

/**
 * The plugin of roles lets each function make its own log group. A call that comes late, behind a teardown, would make it
 * anew, in the way of the next deployment: log groups are the template's to make.
 */
function leaveLogGroupsToTemplate(template) {
  for (const [, { Properties }] of ofType(template, 'AWS::Lambda::Function')) {
    const { Policies } = template.Resources[Properties.Role['Fn::GetAtt'][0]].Properties;
    for (const statement of Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)) {
      if (!Array.isArray(statement.Action)) continue;
      statement.Action = statement.Action.filter((action) => action !== 'logs:CreateLogGroup');
    }
  }
}

/** What must hold for every resource, whichever file it comes from. */
function finishTemplate(serverless) {
  const aws = serverless.getProvider('aws');
  const template = serverless.service.provider.compiledCloudFormationTemplate;
  const target = { stack: aws.naming.getStackName(), stage: aws.getStage(), region: aws.getRegion() };
  addDeadLetters(template, target);
  addWatchdog(template, target);
  canaryAfterNotifier(template);
  leaveLogGroupsToTemplate(template);
}

module.exports = class AlarmResponderPlugin {
  constructor(serverless, _options, { log }) {
    const { service, processedInput, classes } = serverless;
    const temporary = temporaryFolder(serverless);
    this.hooks = {
      // Before anything is packaged, let alone created.
      initialize: () => {
        if (processedInput.commands[0] === 'deploy') checkWebhook(service, service.provider, classes.Error);
      },
      'package:setupProviderConfiguration': temporary.use,
      'after:package:createDeploymentArtifacts': temporary.leave,
      // Behind the roles per function, which take the default one as their pattern.
      'before:package:finalize': () => {
        dropDefaultRole(service);
        hintAtRootSignIns(service, log);
      },
      // Behind what resources/ adds.
      'after:aws:package:finalize:mergeCustomProviderResources': () => finishTemplate(serverless),
    };
  }
};
