/** Subscribes the email addresses of `config/` to the topic `subscribers`, each to what it is to be notified of. */
const tsx = require('tsx/cjs/api');
const { notificationKind } = tsx.require('../shared/notification.ts', __filename);

const KINDS = new Set(notificationKind.options);

/**
 * By attributes: only the notifier publishes there, and it sets them. @see
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
function filterPolicy(notifyOn) {
  const severity = notifyOn.filter((one) => !KINDS.has(one));
  const kind = notifyOn.filter((one) => KINDS.has(one));
  const either = [severity.length > 0 && { severity }, kind.length > 0 && { kind }].filter(Boolean);
  return either.length === 1 ? either[0] : { $or: either };
}

const subscription = (address, FilterPolicy) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: {
    TopicArn: { Ref: 'SubscribersTopic' },
    Protocol: 'email',
    Endpoint: address,
    FilterPolicyScope: 'MessageAttributes',
    FilterPolicy,
  },
});

/** Logical ids are letters and digits: the address itself, in hexadecimal where it has others. */
const idOf = (address) =>
  `EmailTo${address.replace(/[^A-Za-z0-9]/g, (character) => character.codePointAt(0).toString(16).toUpperCase())}`;

module.exports = async ({ resolveVariable }) => {
  const { addresses, notifyOn } = await resolveVariable('self:custom.stage.config.email');
  const policy = filterPolicy(notifyOn);
  return {
    Resources: Object.fromEntries(
      [...new Set(addresses)].map((address) => [idOf(address), subscription(address, policy)]),
    ),
  };
};
