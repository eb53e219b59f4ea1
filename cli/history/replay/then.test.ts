import type { Metric } from '../../../shared/parsing/alarm';
import { alarm, CPU, change, MEMORY, readingOf } from '../../../test/readings';
import { readsOf } from './then';

const at = (minutes: number): number => Date.parse(change('web', 'OK', minutes).at);
const metric: Metric = {
  namespace: 'AWS/EC2',
  name: 'CPUUtilization',
  dimensions: { InstanceId: 'i-0a1b2c3d4e5f60718' },
  statistic: 'Average',
  period: 60,
  unit: undefined,
};
const read = readingOf(
  [
    alarm('rings', { metrics: CPU, description: 'severity: warning' }),
    alarm('quiet', { metrics: CPU, actionsEnabled: false, state: 'INSUFFICIENT_DATA' }),
    alarm('memory', { metrics: MEMORY }),
  ],
  [
    change('rings', 'ALARM', 10, { from: 'INSUFFICIENT_DATA' }),
    change('rings', 'OK', 30),
    change('rings', 'ALARM', 20),
    change('rings', 'ALARM', 5, { contributor: { id: 'c1', attributes: {} } }),
    change('rings', 'ALARM', 6, { at: 'yesterday' }),
  ],
);

describe('readsOf', () => {
  it.each<[minute: number, state: string]>([
    [9, 'INSUFFICIENT_DATA'],
    [10, 'ALARM'],
    [29, 'ALARM'],
    [30, 'OK'],
  ])('knows at minute %i that an alarm is %s', async (minute, state) => {
    const { alarmsForMetric } = readsOf(read, () => at(minute));
    expect(await alarmsForMetric(metric)).toEqual([
      { name: 'rings', state, description: 'severity: warning', actions: ['alerts'], okActions: ['alerts'] },
      { name: 'quiet', state: 'INSUFFICIENT_DATA', description: undefined, actions: [], okActions: [] },
    ]);
  });

  it('gives the changes of an alarm since then and until now, oldest first', async () => {
    const { alarmChanges } = readsOf(read, () => at(29));
    expect(await alarmChanges('rings', new Date(at(10)))).toEqual([
      { at: new Date(at(10)), from: 'INSUFFICIENT_DATA', to: 'ALARM' },
      { at: new Date(at(20)), from: 'OK', to: 'ALARM' },
    ]);
    expect(await alarmChanges('gone', new Date(0))).toEqual([]);
  });
});
