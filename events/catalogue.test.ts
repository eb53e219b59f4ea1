import { readIncoming } from '../functions/slack-notifier/incoming';
import { parseCommandStatus } from '../shared/parsing/command-status';
import { detailTypeOf } from '../shared/parsing/event-bridge';
import { INSTANCE_STATE_CHANGE, parseInstanceStateChange } from '../shared/parsing/instance-state-change';
import { parseRootSignIn, SIGN_IN } from '../shared/parsing/root-sign-in';
import { parseSchedule, SCHEDULED } from '../shared/parsing/schedule';
import { parseTrailCall } from '../shared/parsing/trail-call';
import { eventNames, fixture } from '../test/fixture';

/** What other services of AWS publish has no parser: it is shown as it came. */
const TEXTS = ['backup-failed', 'cost-anomaly', 'plain-text', 'rds-event'];

/** The parsers of the events that functions act on, by their detail type. */
const PARSERS = new Map<string | undefined, (event: unknown) => unknown>([
  ['EC2 Command Invocation Status-change Notification', parseCommandStatus],
  ['AWS API Call via CloudTrail', parseTrailCall],
  [SCHEDULED, parseSchedule],
  [SIGN_IN, parseRootSignIn],
  [INSTANCE_STATE_CHANGE, parseInstanceStateChange],
]);

/** What the event is to the function that it is for. */
function parsed(name: string): unknown[] {
  const event = fixture(name);
  const parse = PARSERS.get(detailTypeOf(event));
  return parse ? [parse(event)] : readIncoming(event);
}

describe('events/', () => {
  it.each(eventNames().filter((name) => !TEXTS.includes(name)))(
    '%s.json has a parser that reads it whole',
    (name) => {
      expect(parsed(name)).not.toContainEqual(expect.objectContaining({ kind: 'text' }));
      expect(parsed(name)).toMatchSnapshot();
    },
  );

  it.each(TEXTS)('%s.json is taken as the text that it is', (name) => {
    expect(readIncoming(fixture(name))).toMatchObject([{ kind: 'text', problem: undefined }]);
  });

  it('holds no account but 123456789012, except in the sample of AWS', () => {
    const accounts = eventNames()
      .filter((name) => name !== 'alarm')
      .flatMap((name) => JSON.stringify(fixture(name)).match(/(?<=arn:aws:[a-z]+:[a-z0-9-]*:)\d+/g) ?? []);
    expect(new Set(accounts)).toEqual(new Set(['123456789012']));
  });
});
