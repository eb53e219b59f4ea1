import { PAUSE_TAG, pauseOf } from './pause';

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
