import fc from 'fast-check';
import { eventNames, fixture, messagesOf } from '../../test/fixture';
import { EventParseError } from '../errors';
import { parseNotification } from '../notification';
import { parseAlarmAction, parseAlarmStateChange } from './alarm-event';
import { parseAlarmMessage } from './alarm-message';
import { parseDataEvent } from './data-event';
import { parseFailureRecord } from './failure-record';
import { parseRootSignIn } from './root-sign-in';
import { parseSchedule } from './schedule';
import { parseSns } from './sns';
import { parseTrailCall } from './trail-call';

const PARSERS: [string, (input: unknown) => unknown][] = [
  ['parseSns', parseSns],
  ['parseAlarmMessage', parseAlarmMessage],
  ['parseAlarmStateChange', parseAlarmStateChange],
  ['parseAlarmAction', parseAlarmAction],
  ['parseFailureRecord', parseFailureRecord],
  ['parseNotification', parseNotification],
  ['parseTrailCall', parseTrailCall],
  ['parseSchedule', parseSchedule],
  ['parseDataEvent', parseDataEvent],
  ['parseRootSignIn', parseRootSignIn],
];

const known = eventNames().flatMap((name) => [fixture(name), ...messagesOf(name)]);

/** A real event with some of its leaves replaced by anything: closer to what parsers read than random JSON. */
const mutated = fc
  .tuple(
    fc.constantFrom(...known),
    fc.infiniteStream(
      fc.oneof(
        { weight: 9, arbitrary: fc.constant(undefined) },
        fc.jsonValue().map((value) => ({ value })),
      ),
    ),
  )
  .map(([event, changes]) =>
    JSON.parse(JSON.stringify(event), (_, value: unknown) => {
      const change = changes.next().value;
      return change ? change.value : value;
    }),
  );

const anything = fc.oneof(
  fc.anything(),
  fc.jsonValue(),
  fc.string(),
  mutated,
  mutated.map((event) => JSON.stringify(event)),
);

describe.each(PARSERS)('%s', (_, parse) => {
  it('returns a value or throws EventParseError, whatever comes', () => {
    fc.assert(
      fc.property(anything, (input) => {
        try {
          expect(parse(input)).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(EventParseError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
