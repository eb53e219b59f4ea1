import { readSignals } from '../functions/slack-notifier/signals';
import { parseSchedule } from '../shared/parsing/schedule';
import { parseTrailCall } from '../shared/parsing/trail-call';
import { eventNames, fixture } from './fixture';

/** The one event that is meant to be plain text. */
const TEXT = 'plain-text';

/** Events that go to another function than the notifier, by the names of their files: the first that fits counts. */
const PARSERS: [names: RegExp, parse: (event: unknown) => unknown][] = [
  [/^trail-poll$/, parseSchedule],
  [/^trail-/, parseTrailCall],
];

/** What the notifier reads, with nothing left that it knows only as text. */
function readByNotifier(event: unknown): unknown {
  const signals = readSignals(event);
  expect(signals.filter(({ kind }) => kind === 'text')).toEqual([]);
  return signals;
}

const parserOf = (name: string) => PARSERS.find(([names]) => names.test(name))?.[1] ?? readByNotifier;

describe('events/', () => {
  it.each(eventNames().filter((name) => name !== TEXT))(
    '%s.json has a parser that reads it whole',
    (name) => {
      expect(parserOf(name)(fixture(name))).toMatchSnapshot();
    },
  );

  it(`${TEXT}.json is told as it is`, () => {
    expect(readSignals(fixture(TEXT))).toMatchObject([{ kind: 'text', problem: undefined }]);
  });

  it('holds no account but 123456789012, except in the sample of AWS', () => {
    const accounts = eventNames()
      .filter((name) => name !== 'alarm')
      .flatMap((name) => JSON.stringify(fixture(name)).match(/(?<=arn:aws:[a-z]+:[a-z0-9-]*:)\d+/g) ?? []);
    expect(new Set(accounts)).toEqual(new Set(['123456789012']));
  });
});
