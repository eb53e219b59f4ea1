/** The notification of a CPU alarm: what its message would have said, and what a person would have looked up. */
import { alarmNotification } from '../../../shared/alarm/notification';
import type { Instance } from '../../../shared/aws/ec2';
import type { Notification } from '../../../shared/notification';
import type { Alarm } from '../../../shared/parsing/alarm';
import { zoneName } from '../../../shared/text/clock';
import { logsWords } from '../../../shared/words/logs';
import type { History } from '../history';
import type { LogLines } from '../logs/lines-behind';

/** What could be found out in time. */
export type CpuFindings = {
  logs: LogLines;
  chart: string[];
  history: History;
  instance: Instance | undefined;
};

export const cpuNotification = (
  alarm: Alarm,
  { logs, chart, history, instance }: CpuFindings,
): Notification =>
  alarmNotification(alarm, {
    suffix: history.suffix,
    remarks: history.remark,
    instance: instance && { ...instance, group: instance.tags['aws:autoscaling:groupName'] },
    links: logs.links,
    details: [
      ...(chart.length > 0 ? [{ title: logsWords().lastHour(zoneName()), lines: chart }] : []),
      ...logs.details,
    ],
  });
