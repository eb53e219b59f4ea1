import { minutesAgo, now, rules } from '../../test/instances';
import { silencesOf } from './silences';

const silences = (tags: Record<string, string>, state = 'running', over = rules) =>
  silencesOf({ state, tags: { Name: 'web-1', ...tags } }, over, now);
const threshold = (template: string, value: string) => ({ [`alarm-responder:${template}`]: value });
const pause = (until: string) => ({ 'alarm-responder:pause-until': until });

describe('silencesOf', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, []],
    [
      'skip',
      { 'alarm-responder:skip': 'true' },
      ['it has no alarms and no messages: its tag alarm-responder:skip is true'],
    ],
    ['a skip that is false', { 'alarm-responder:skip': 'false' }, []],
    [
      'a threshold of a billion',
      threshold('cpu-critical', '1e9'),
      [
        'cpu-critical never rings: its tag alarm-responder:cpu-critical is 1000000000, where `config/` says 80',
      ],
    ],
    [
      'a status check above 1',
      threshold('status-system', '2'),
      ['status-system never rings: its tag alarm-responder:status-system is 2, where `config/` says 1'],
    ],
    [
      'fewer processes than none',
      threshold('process', '-1'),
      ['process never rings: its tag alarm-responder:process is -1, where `config/` says 0'],
    ],
    ['all of a CPU, which it may reach', threshold('cpu-critical', '100'), []],
    ['a threshold that is no number', threshold('cpu-critical', 'never'), []],
    [
      'a pause',
      pause('9999-12-31T00:00Z'),
      [
        'its alarms act on nothing and its processes are not restarted: its tag alarm-responder:pause-until is 9999-12-31T00:00Z (24 h at most)',
      ],
    ],
    ['a pause that is over', pause(minutesAgo(1).toISOString()), []],
    ['a pause that is none', pause('tomorrow'), []],
    [
      'all at once, where skip says it all',
      { 'alarm-responder:skip': 'true', ...pause('9999-12-31T00:00Z') },
      ['it has no alarms and no messages: its tag alarm-responder:skip is true'],
    ],
  ])('finds %s', (_, tags, expected) => {
    expect(silences(tags)).toEqual(expected);
  });

  it.each([
    [
      '>=' as const,
      900,
      ['network never rings: its tag alarm-responder:network is 900, where `config/` says 80'],
    ],
    [
      '>' as const,
      900,
      ['network never rings: its tag alarm-responder:network is 900, where `config/` says 80'],
    ],
    ['>' as const, 800, []],
    ['<' as const, 0, ['network never rings: its tag alarm-responder:network is 0, where `config/` says 80']],
    ['<' as const, 1, []],
    ['<=' as const, 0, []],
  ])('judges %s %d of a metric without an end', (comparison, value, expected) => {
    const [template] = Object.values(rules.config.templates);
    if (!template) throw new Error('expected a template');
    const network = { ...template, comparison, metric: 'net_packets', unit: '', threshold: 80 };
    const over = { ...rules, config: { ...rules.config, templates: { network } } };
    expect(silences(threshold('network', String(value)), 'running', over)).toEqual(expected);
  });

  it('finds nothing on what is terminated, or out of scope', () => {
    const skip = { 'alarm-responder:skip': 'true' };
    expect(silences(skip, 'terminated')).toEqual([]);
    const tagged = { ...rules, config: { ...rules.config, scope: { tag: 'monitoring' } } };
    expect(silences(skip, 'running', tagged)).toEqual([]);
    expect(silences(skip, 'stopped')).toHaveLength(1);
  });
});
