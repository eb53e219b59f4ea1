/** What osls does not do by itself when packaging this service. */

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

module.exports = class AlarmResponderPlugin {
  constructor(serverless) {
    this.hooks = {
      // Behind the roles per function, which take the default one as their pattern.
      'before:package:finalize': () => dropDefaultRole(serverless.service),
    };
  }
};
