/**
 * The Systems Manager document that restarts a unit: the one thing the restarter may run on an instance. Its only parameter
 * is the unit, and only those of the configuration are allowed, so nothing from outside reaches a shell.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const SCRIPT = join(__dirname, '../agent/restart-unit.sh');

const document = (units) => ({
  schemaVersion: '2.2',
  description: 'Restarts a systemd unit that is not active, and proves that it is.',
  parameters: {
    unit: { type: 'String', description: 'The systemd unit to restart.', allowedValues: units },
  },
  mainSteps: [
    {
      action: 'aws:runShellScript',
      name: 'restartUnit',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: {
        timeoutSeconds: '60',
        runCommand: ["set -- '{{ unit }}'", ...readFileSync(SCRIPT, 'utf8').trimEnd().split('\n')],
      },
    },
  ],
});

module.exports = async ({ resolveVariable }) => {
  const { processes } = await resolveVariable('self:custom.stage.config');
  const stack = `${await resolveVariable('self:service')}-${await resolveVariable('sls:stage')}`;
  return {
    Resources: {
      RestartDocument: {
        Type: 'AWS::SSM::Document',
        Properties: {
          Name: `${stack}-restart-unit`,
          DocumentType: 'Command',
          TargetType: '/AWS::EC2::Instance',
          UpdateMethod: 'NewVersion', // Else a changed document, which keeps its name, breaks the deployment.
          Content: document([...new Set(Object.values(processes))].sort()),
        },
      },
    },
  };
};
