import { readTags } from './instance-tags';

const now = new Date('2026-03-01T12:00:00Z');
const read = (tags: Record<string, string>) => readTags(tags, ['cpu-critical', 'process'], now);

describe('readTags', () => {
  it('reads a threshold, a skip and a pause', () => {
    expect(
      read({
        Name: 'web-1',
        'alarm-responder:cpu-critical': ' 90 ',
        'alarm-responder:skip': 'true',
        'alarm-responder:pause-until': '2026-03-01T22:00+09:00',
      }),
    ).toEqual({
      skip: true,
      pausedUntil: new Date('2026-03-01T13:00:00Z'),
      thresholds: { 'cpu-critical': 90 },
      problems: [],
    });
  });

  it.each([
    ['alarm-responder:cpu-critical', 'high', 'holds "high", not a number: the default threshold holds'],
    ['alarm-responder:cpu-critical', '', 'holds "", not a number'],
    [
      'alarm-responder:cpu-critcal',
      '90',
      'the tag alarm-responder:cpu-critcal is for no template of config/',
    ],
    ['alarm-responder:skip', 'yes', 'the tag alarm-responder:skip holds "yes", not true or false'],
    ['alarm-responder:pause-until', 'tonight', 'the tag alarm-responder:pause-until holds "tonight"'],
  ])('complains about %s=%s and goes by the default', (key, value, expected) => {
    expect(read({ [key]: value })).toEqual({
      skip: false,
      pausedUntil: undefined,
      thresholds: {},
      problems: [expect.stringContaining(expected)],
    });
  });

  it('leaves the tags of others alone', () => {
    expect(read({ 'alarm-responder:restart': 'true', team: '7', __proto__: 'x' }).problems).toEqual([]);
  });
});
