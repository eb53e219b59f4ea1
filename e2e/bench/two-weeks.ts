/** Two weeks of 5,000 alarms with 100,000 changes, as long as those of CloudWatch, and the same each time but for the day. */
import type { AlarmRecord, ChangeRecord, Reading } from '../../cli/history/reading';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/text/duration';
import { dice } from '../../test/model/simulation';
import { alarm, over, readingOf } from '../../test/readings';

const ALARMS = 5_000;
const CHANGES_EACH = 20;
const SPAN = 14 * DAY_MS;
/** What rings at last has an hour to end. */
const START = Date.now() - SPAN - HOUR_MS;

const METRICS = (index: number): AlarmRecord['metrics'][] => {
  const InstanceId = `i-${index.toString(16).padStart(17, '0')}`;
  return [
    over('AWS/EC2', 'CPUUtilization', { InstanceId }),
    over('CWAgent', 'mem_used_percent', {
      InstanceId,
      ImageId: 'ami-0a1b2c3d4e5f60718',
      InstanceType: 't3.small',
    }),
    over('CWAgent', 'disk_used_percent', { InstanceId, path: '/', device: 'nvme0n1p1', fstype: 'xfs' }),
    over('CWAgent', 'procstat_lookup_pid_count', { InstanceId, exe: 'httpd', pid_finder: 'native' }),
    over('AWS/RDS', 'FreeStorageSpace', { DBInstanceIdentifier: `orders-${index}` }),
    over('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', {
      LoadBalancer: `app/web-${index}/50dc6c495c0c9188`,
    }),
    over('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: `mail-${index}` }),
  ];
};

const alarmOf = (index: number): AlarmRecord => {
  const metrics = METRICS(index);
  return alarm(`shop-production service-${index} alarm`, {
    description: `What to do when service ${index} is slow stands in the wiki.\nrunbook: https://wiki.example.com/runbooks/service-${index}`,
    metrics: metrics[index % metrics.length] ?? [],
    comparison: 'GreaterThanOrEqualToThreshold',
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    missing: 'missing',
  });
};

/** As long as those of CloudWatch. */
function changeOf(name: string, at: number, to: 'ALARM' | 'OK', value: number): ChangeRecord {
  const moment = new Date(at).toISOString();
  const datapoints = [value, value - 1.5, value - 2.25];
  return {
    alarm: name,
    kind: 'metric',
    at: moment,
    from: to === 'ALARM' ? 'OK' : 'ALARM',
    to,
    reason: `Threshold Crossed: 2 out of the last 3 datapoints [${value} (02/03/26 03:10:00), ${value - 1.5} (02/03/26 03:09:00)] ${to === 'ALARM' ? 'were' : 'were not'} greater than or equal to the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).`,
    reasonData: JSON.stringify({
      version: '1.0',
      queryDate: moment,
      startDate: moment,
      statistic: 'Average',
      period: 60,
      recentDatapoints: datapoints,
      threshold: 80,
      evaluatedDatapoints: datapoints.map((one) => ({ timestamp: moment, sampleCount: 1, value: one })),
    }),
  };
}

/** Each alarm rings ten times, for some minutes; once in a day many do at once. */
export function twoWeeks(): Reading {
  const roll = dice(24);
  const alarms = Array.from({ length: ALARMS }, (_, index) => alarmOf(index));
  const changes = alarms.flatMap(({ name }) =>
    Array.from({ length: CHANGES_EACH / 2 }, () => {
      const isStorm = roll.chance(0.1);
      const at = isStorm
        ? START + roll.int(0, 13) * DAY_MS + roll.between(0, MINUTE_MS)
        : START + roll.between(0, SPAN);
      const value = roll.int(800, 1_000) / 10;
      const end = at + roll.between(2 * MINUTE_MS, 40 * MINUTE_MS);
      return [changeOf(name, at, 'ALARM', value), changeOf(name, end, 'OK', value - 50)];
    }).flat(),
  );
  return readingOf(
    alarms,
    changes.sort((one, other) => one.at.localeCompare(other.at)),
  );
}
