import { readSignals } from '../functions/slack-notifier/signals';
import { parseInstanceStateChange } from '../shared/parsing/instance-state-change';
import { parseScheduledEvent } from '../shared/parsing/scheduled-event';
import { eventNames, fixture } from './fixture';

/** The one event that is meant to be plain text. */
const TEXT = 'plain-text';

/** Events of other functions than the notifier, by how their names begin, with the parser of the function. */
const PARSERS: [RegExp, (event: unknown) => unknown][] = [
  [/^instance-/, parseInstanceStateChange],
  [/^instances-/, parseScheduledEvent],
];

const parserOf = (name: string) => PARSERS.find(([names]) => names.test(name))?.[1];

describe('events/', () => {
  it.each(eventNames().filter((name) => name !== TEXT && !parserOf(name)))(
    '%s.json has a parser that reads it whole',
    (name) => {
      const signals = readSignals(fixture(name));
      expect(signals.filter(({ kind }) => kind === 'text')).toEqual([]);
      expect(signals).toMatchSnapshot();
    },
  );

  it.each(eventNames().filter(parserOf))('%s.json is read by the parser of its function', (name) => {
    expect(parserOf(name)?.(fixture(name))).toMatchSnapshot();
  });

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
