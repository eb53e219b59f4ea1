import { judgeTrails } from './trails';

const here = 'ap-northeast-2';
const trail = { name: 'main', homeRegion: here, logging: true, deliveryError: undefined };

describe('judgeTrails', () => {
  it.each([
    ['one logs', [trail], [], 'ok', 'main logs'],
    ['one of elsewhere logs', [{ ...trail, homeRegion: 'us-east-1' }], [], 'ok', 'only a stack in us-east-1'],
    ['one is off', [{ ...trail, logging: false }], [], 'broken', 'does not log'],
    ['its bucket refuses', [{ ...trail, deliveryError: 'AccessDenied' }], [], 'broken', 'AccessDenied'],
    ['there is room for one', [1, 2, 3, 4].map(() => trail), [], 'ok', 'main logs'],
    ['there is room for none', [1, 2, 3, 4, 5].map(() => trail), [], 'warning', 'all the 5 trails'],
    ['there is none', [], [], 'warning', 'there is no trail'],
    ['a configured one is not there', [trail], ['other'], 'broken', 'there is no trail other'],
    [
      'a configured one lives elsewhere',
      [{ ...trail, homeRegion: 'us-east-1' }],
      ['main'],
      'broken',
      'another region',
    ],
  ])('when %s', (_, trails, names, state, seen) => {
    expect(judgeTrails(trails, names, here)).toMatchObject({ state, seen: expect.stringContaining(seen) });
  });
});
