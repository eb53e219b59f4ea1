/** The notification of a CPU alarm: what its message would have said, and what a person would have looked up. */
import { alarmNotification } from '../../../shared/alarm/notification';
import type { Instance } from '../../../shared/aws/ec2';
import { instanceLabel } from '../../../shared/aws/instance-label';
import type { Notification } from '../../../shared/notification';
import type { Alarm } from '../../../shared/parsing/alarm';
import type { LogLines } from '../logs/lines-behind';

/** What could be found out in time. */
export type CpuFindings = {
  logs: LogLines;
  chart: string[];
  history: string;
  instance: Instance | undefined;
};

/** `web-1 (i-0a1b…), t3.micro, ap-northeast-2a, group web` */
export function instanceText(instance: Instance): string {
  const group = instance.tags['aws:autoscaling:groupName'];
  const parts = [instanceLabel(instance), instance.type, instance.zone, group && `group ${group}`];
  return parts.filter(Boolean).join(', ');
}

export const cpuNotification = (
  alarm: Alarm,
  { logs, chart, history, instance }: CpuFindings,
): Notification =>
  alarmNotification(alarm, {
    remarks: history,
    facts: instance ? { Instance: instanceText(instance) } : {},
    links: logs.links,
    details: [
      ...(chart.length > 0 ? [{ title: 'The last hour (times are UTC)', lines: chart }] : []),
      ...logs.details,
    ],
  });
