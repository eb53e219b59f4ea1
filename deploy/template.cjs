/** What the functions that finish the template ask of it. */

/** The resources of a type, as pairs of logical id and resource. */
const ofType = ({ Resources }, type) => Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** `alarm-responder-dev-slackNotifier-dead-letters` → `SlackNotifierDeadLetters`: logical ids are letters and digits. */
const idOf = (name) =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

module.exports = { ofType, idOf };
