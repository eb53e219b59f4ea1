import { NOTHING_KNOWN, plan } from '../functions/instance-alarms/plan';
import { emptyReport, type Report } from '../functions/instance-alarms/report';
import { instance, now, rules } from '../test/instances';
import { reportLines } from './reconcile-text';

/** Of an instance that is called web-1. */
const planOf = (id: string): Report['plans'][number] => ({
  id,
  ...plan({ ...NOTHING_KNOWN, instance: { ...instance, id } }, rules, now),
});

/** Names of alarms alone. */
const short = (report: Partial<Report>) =>
  reportLines({ ...emptyReport(), ...report }, 20).map((line) => line.replace(/:.*/, ''));

describe('reportLines', () => {
  it('stand below the instance that they are about', () => {
    const lines = short({
      plans: [planOf('i-1')],
      awaitingOptIn: [planOf('i-2')],
      problems: [
        { id: 'i-3', problem: 'no agent' },
        { id: 'i-1', problem: 'no profile' },
      ],
      leftOut: [{ id: 'i-2', template: 'disk-warning', items: ['/a'] }],
    });
    const heads = lines.filter((line) => !line.startsWith('  '));
    expect(heads).toEqual(['web-1 (i-1)', 'web-1 (i-2)', 'i-3']);
    expect(lines[1]).toMatch(/^ {2}make alarm-responder-\S+ i-1 \S+$/);
    expect(lines[lines.indexOf('web-1 (i-2)') - 1]).toBe('  look at it');
    expect(lines[lines.indexOf('i-3') - 1]).toBe('  left out');
    expect(lines.at(-1)).toBe('  look at it');
  });

  it('do not repeat which instance they are about', () => {
    const leftOut = [{ id: 'i-2', template: 'disk-warning', items: ['/a'] }];
    expect(reportLines({ ...emptyReport(), leftOut }, 20)).toEqual([
      'i-2',
      '  left out: disk-warning has 20 alarms; none have: /a',
    ]);
  });

  it('are none where there is nothing to do', () => {
    expect(short({})).toEqual([]);
  });

  it('forge no line', () => {
    const lines = short({ problems: [{ id: 'i-1', problem: 'a\nmake everything\u001b[31m' }] });
    expect(lines.join('\n').split('\n')).toHaveLength(2);
  });
});
