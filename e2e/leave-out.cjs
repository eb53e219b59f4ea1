/**
 * An osls plugin for deployments into the emulator of AWS: leaves out the types of resources that its CloudFormation
 * does not know, since it would refuse the whole stack, and keeps them in a file so that they can be made by other
 * means.
 */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const UNKNOWN = new Set([
  'AWS::Chatbot::SlackChannelConfiguration',
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::SSM::Document',
  'AWS::SSM::Association',
]);

module.exports = class LeaveOutPlugin {
  constructor(serverless) {
    this.hooks = {
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const { Resources } = serverless.service.provider.compiledCloudFormationTemplate;
        const leftOut = Object.entries(Resources).filter(([, { Type }]) => UNKNOWN.has(Type));
        for (const [id] of leftOut) delete Resources[id];
        writeFileSync(
          join(serverless.serviceDir, 'left-out.json'),
          JSON.stringify(Object.fromEntries(leftOut)),
        );
      },
    };
  }
};
