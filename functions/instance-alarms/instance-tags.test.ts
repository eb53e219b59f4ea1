import { readTags } from './instance-tags';

const read = (tags: Record<string, string>) => readTags(tags, ['cpu-critical', 'process']);

describe('readTags', () => {
  it('reads a threshold and a skip, and leaves the pause to others', () => {
    expect(
      read({
        Name: 'web-1',
        'alarm-responder:cpu-critical': ' 90 ',
        'alarm-responder:skip': 'true',
        'alarm-responder:pause-until': '2026-03-01T22:00+09:00',
      }),
    ).toEqual({
      skip: true,
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
  ])('complains about %s=%s and goes by the default', (key, value, expected) => {
    expect(read({ [key]: value })).toEqual({
      skip: false,
      thresholds: {},
      problems: [expect.stringContaining(expected)],
    });
  });

  it('leaves the tags of others alone', () => {
    expect(read({ 'alarm-responder:restart': 'true', team: '7', __proto__: 'x' }).problems).toEqual([]);
  });
});
