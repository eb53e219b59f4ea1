/** Who is notified of the service's own alarms (`watchdog` in config/). No filter: CloudWatch publishes no attributes. */
const { createHash } = require('node:crypto');

module.exports = async ({ resolveVariable }) => {
  const { email } = await resolveVariable('self:custom.stage.config.watchdog');
  const subscriptions = email.map((address) => [
    // Logical ids are letters and digits, and an address has more.
    `WatchdogEmail${createHash('sha256').update(address).digest('hex').slice(0, 16)}`,
    {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'WatchdogTopic' }, Protocol: 'email', Endpoint: address },
    },
  ]);
  return { Resources: Object.fromEntries(subscriptions) };
};
