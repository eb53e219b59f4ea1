import fc from 'fast-check';
import { StoreError } from './errors';
import { NO_PAUSE, PAUSE_TAG, type PauseLimit, pauseFor, pauseOf } from './pause';
import { memoryStore, type Store } from './state/store';

const now = new Date('2026-03-01T12:00:00Z');

describe('pauseOf', () => {
  it.each([
    ['no tag', undefined, undefined],
    ['an empty tag', '', undefined],
    ['a time to come', '2026-03-01T22:00+09:00', new Date('2026-03-01T13:00:00Z')],
    ['a time to come in UTC', ' 2026-03-01T13:00:00Z ', new Date('2026-03-01T13:00:00Z')],
    ['a time that is over', '2026-03-01T11:59:59Z', undefined],
  ])('takes %s', (_, text, until) => {
    expect(pauseOf(text === undefined ? {} : { [PAUSE_TAG]: text }, now)).toEqual({
      until,
      problem: undefined,
    });
  });

  it.each(['tomorrow', '2026-03-01', '2026-03-01T13:00', '2026-13-01T13:00Z', '1'])(
    'complains about %p',
    (text) => {
      expect(pauseOf({ [PAUSE_TAG]: text }, now)).toEqual({
        until: undefined,
        problem: `the tag alarm-responder:pause-until holds "${text}", not a time such as 2026-03-01T22:00+09:00`,
      });
    },
  );
});

const MINUTE = 60_000;
const at = (minutes: number): Date => new Date(now.getTime() + minutes * MINUTE);
const DAY = 24 * 60;
const FOR_EVER = '9999-12-31T00:00Z';
const CAPPED = `its tag ${PAUSE_TAG} says ${FOR_EVER}, but a pause lasts 24 h at most (longestPauseHours)`;

const fail = async (): Promise<never> => {
  throw new StoreError('The table could not be reached: timeout');
};

/** Polls one resource, whose tag holds the text, at different times. */
function polls(store: Store = memoryStore(), resource = 'i-1') {
  return (text: string, minutes = 0, change: Partial<PauseLimit> = {}) =>
    pauseFor(resource, { [PAUSE_TAG]: text }, { store, longestHours: 24, now: at(minutes), ...change });
}

describe('pauseFor', () => {
  it.each<[string, string, Date | undefined, string | undefined]>([
    ['of a minute less than the limit', '2026-03-02T11:59Z', at(DAY - 1), undefined],
    ['of exactly the limit', '2026-03-02T12:00Z', at(DAY), undefined],
    ['of a minute more than the limit', '2026-03-02T12:01Z', at(DAY), 'it ends at 2026-03-02 12:00 UTC'],
    ['until the year 9999', FOR_EVER, at(DAY), `${CAPPED}: it ends at 2026-03-02 12:00 UTC`],
    [
      'until the year 10000, by its zone',
      '9999-12-31T23:59-14:00',
      at(DAY),
      'it ends at 2026-03-02 12:00 UTC',
    ],
    ['in the past', '2026-03-01T11:59Z', undefined, undefined],
    ['until the last moment that a Date can hold', '+275760-09-13T00:00Z', undefined, 'not a time such as'],
    ['that is no time', 'for ever', undefined, 'not a time such as'],
  ])('lets no pause last longer than the limit: one %s', async (_, text, until, problem) => {
    const problems = problem === undefined ? undefined : expect.stringContaining(problem);
    expect(await polls()(text)).toEqual({ until, problem: problems });
  });

  it('does not let a pause slide on with each poll, nor begin again', async () => {
    const poll = polls();
    for (const minutes of [0, 5, DAY - 1]) {
      expect(await poll(FOR_EVER, minutes)).toEqual({
        until: at(DAY),
        problem: `${CAPPED}: it ends at 2026-03-02 12:00 UTC`,
      });
    }
    for (const minutes of [DAY, DAY + 5, 400 * DAY]) {
      expect(await poll(FOR_EVER, minutes)).toEqual({
        until: undefined,
        problem: `${CAPPED}: it ended at 2026-03-02 12:00 UTC`,
      });
    }
  });

  it('does not let a pause of 40 hours begin again in its last 24', async () => {
    const poll = polls();
    await poll('2026-03-03T04:00Z');
    expect((await poll('2026-03-03T04:00Z', 25 * 60)).until).toBeUndefined();
    expect(await poll('2026-03-03T04:00Z', 40 * 60)).toEqual(NO_PAUSE);
  });

  it('does not let a pause begin again by a tag that is removed and set, or that writes the same time differently', async () => {
    const poll = polls();
    await poll(FOR_EVER);
    for (const text of [FOR_EVER, ` ${FOR_EVER} `, '9999-12-31T09:00+09:00']) {
      expect((await poll(text, DAY)).until).toBeUndefined();
    }
  });

  it('takes another time for a new pause', async () => {
    const poll = polls();
    await poll(FOR_EVER);
    expect((await poll('9999-12-31T00:01Z', DAY)).until).toEqual(at(2 * DAY));
    expect((await poll('2026-03-02T13:00Z', DAY)).until).toEqual(at(DAY + 60));
  });

  it('keeps resources with the same tag apart', async () => {
    const store = memoryStore();
    await polls(store, 'i-1')(FOR_EVER);
    expect((await polls(store, 'i-2')(FOR_EVER, 60)).until).toEqual(at(DAY + 60));
    expect((await polls(store, 'i-1')(FOR_EVER, 60)).until).toEqual(at(DAY));
  });

  it('counts from when the tag was set, where that is known', async () => {
    const poll = polls();
    expect((await poll('2026-03-02T13:00Z', 120, { since: now })).until).toEqual(at(DAY));
    expect((await poll('2026-03-02T13:00Z', 120)).until).toEqual(at(DAY));
    expect((await poll(FOR_EVER, 30 * 60, { since: now })).until).toBeUndefined();
  });

  it('gives polls that race each other the same end', async () => {
    const poll = polls();
    const pauses = await Promise.all([0, 1, 2, 3].map((minutes) => poll(FOR_EVER, minutes)));
    expect(new Set(pauses.map(({ until }) => until?.getTime())).size).toBe(1);
  });

  it.each<[string, Partial<Store>]>([
    ['read', { get: fail }],
    ['written', { put: fail }],
  ])('silences nothing for longer than the limit when the store cannot be %s', async (_, broken) => {
    expect(await polls({ ...memoryStore(), ...broken })(FOR_EVER)).toEqual({
      until: undefined,
      problem:
        `it is not known since when its tag ${PAUSE_TAG} says ${FOR_EVER}, and a pause lasts 24 h at most ` +
        '(longestPauseHours): The table could not be reached: timeout',
    });
  });

  it('lets a short pause hold when the store cannot be reached, and says that', async () => {
    expect(await polls({ get: fail, put: fail })('2026-03-01T13:00Z')).toEqual({
      until: at(60),
      problem: expect.stringContaining('The table could not be reached: timeout'),
    });
  });

  it.each(['', 'for ever', '2026-03-01T11:59Z'])('asks the store nothing about %p', async (text) => {
    const store = { get: jest.fn(fail), put: jest.fn(fail) };
    await polls(store)(text);
    await pauseFor('i-1', {}, { store, longestHours: 24, now });
    expect(store.get).not.toHaveBeenCalled();
    expect(store.put).not.toHaveBeenCalled();
  });

  it('asks the store once a poll, and writes once a pause', async () => {
    const store = memoryStore();
    const [get, put] = [jest.spyOn(store, 'get'), jest.spyOn(store, 'put')];
    for (const minutes of [0, 5, DAY]) await polls(store)(FOR_EVER, minutes);
    expect(get).toHaveBeenCalledTimes(3);
    expect(put).toHaveBeenCalledTimes(1);
    const { expiresAt } = put.mock.calls[0]?.[2] ?? {};
    expect(expiresAt).toEqual(new Date(FOR_EVER)); // Until then the tag asks for a pause.
  });

  it('pauses for no longer than the limit in all, however long the tag asks and whenever anybody polls', async () => {
    const story = fc.record({
      longestHours: fc.integer({ min: 1, max: 100 }),
      asked: fc.oneof(fc.integer({ min: -60, max: 200 * 60 }), fc.constant(2 ** 31)),
      gaps: fc.array(fc.integer({ min: 0, max: 30 * 60 }), { minLength: 1, maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ longestHours, asked, gaps }) => {
        const poll = polls();
        let minutes = 0;
        let first: number | undefined;
        let isOver = false;
        for (const gap of gaps) {
          minutes += gap;
          const { until } = await poll(at(asked).toISOString(), minutes, { longestHours });
          if (until) {
            first ??= minutes;
            expect(isOver).toBe(false);
            expect(until <= at(first + longestHours * 60)).toBe(true);
          } else isOver = true;
        }
      }),
    );
  });
});
