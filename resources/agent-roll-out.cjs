/**
 * Gives the instances with the configured tag (`agent.rollOut` in config/) the CloudWatch agent and its
 * configuration, through Systems Manager: at once when the configuration changes or an instance comes, and every day
 * to what has gone astray.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/installing-cloudwatch-agent-ssm.html
 */
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const tsx = require('tsx/cjs/api');
const { agentConfiguration } = tsx.require('../agent/configuration.ts', __filename);

const SCRIPT = join(__dirname, '../agent/configure-agent.sh');
const MAX_PARAMETER_LENGTH = 8_192; // of an advanced parameter; the standard one takes half

const document = (parameter) => ({
  schemaVersion: '2.2',
  description: 'Installs the CloudWatch agent and gives it its configuration.',
  parameters: {
    sha256: { type: 'String', description: 'Of the configuration.', allowedPattern: '^[0-9a-f]{64}$' },
  },
  mainSteps: [
    {
      action: 'aws:configurePackage',
      name: 'install',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: { name: 'AmazonCloudWatchAgent', action: 'Install' },
    },
    {
      action: 'aws:runShellScript',
      name: 'configure',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: {
        timeoutSeconds: '300',
        runCommand: [
          `set -- ${parameter} '{{ sha256 }}'`,
          ...readFileSync(SCRIPT, 'utf8').trimEnd().split('\n'),
        ],
      },
    },
  ],
});

function rollOut({ tag }, value, stack) {
  // The one prefix that instances may read (instance-profile.yml), as AWS's CloudWatchAgentServerPolicy has it.
  const parameter = `AmazonCloudWatch-${stack}`;
  return {
    AgentParameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: parameter,
        Type: 'String',
        Tier: 'Intelligent-Tiering',
        Description: 'The configuration of the CloudWatch agent, out of config/.',
        Value: value.replaceAll('${', '\\${'), // Else osls takes it for a variable of its own.
      },
    },
    AgentDocument: {
      Type: 'AWS::SSM::Document',
      Properties: {
        Name: `${stack}-agent`,
        DocumentType: 'Command',
        TargetType: '/AWS::EC2::Instance',
        UpdateMethod: 'NewVersion',
        Content: document(parameter),
      },
    },
    AgentAssociation: {
      Type: 'AWS::SSM::Association',
      DependsOn: 'AgentParameter', // It runs as soon as it is made or changed.
      Properties: {
        AssociationName: `${stack}-agent`,
        Name: { Ref: 'AgentDocument' },
        DocumentVersion: '$LATEST', // As in shared/aws/ssm.ts.
        // With the configuration this changes, and with this the association, which then runs anew.
        Parameters: { sha256: [createHash('sha256').update(value).digest('hex')] },
        Targets: [{ Key: `tag:${tag.key}`, Values: [tag.value] }],
        ScheduleExpression: 'rate(1 day)',
        MaxConcurrency: '10%',
        MaxErrors: '10%',
      },
    },
  };
}

module.exports = async ({ resolveVariable }) => {
  const config = await resolveVariable('self:custom.stage.config');
  if (!config.agent.rollOut) return {};
  const value = JSON.stringify(agentConfiguration(config));
  if (value.length > MAX_PARAMETER_LENGTH) {
    throw new Error(
      `The agent's configuration has ${value.length} characters, and a parameter of Systems Manager takes ${MAX_PARAMETER_LENGTH}: ` +
        'name fewer processes or log groups in config/, or set agent.rollOut to null.',
    );
  }
  const stack = `${await resolveVariable('self:service')}-${await resolveVariable('sls:stage')}`;
  return { Resources: rollOut(config.agent.rollOut, value, stack) };
};
