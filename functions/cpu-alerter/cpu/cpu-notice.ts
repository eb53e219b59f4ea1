/** The notice of a CPU alarm: what its message would have said, and what a person would have looked up. */
import {
  alarmDescription,
  alarmFacts,
  alarmLinks,
  alarmSeverity,
  alarmTitle,
} from '../../../shared/alarm/facts';
import { alarmSentence } from '../../../shared/alarm/sentence';
import type { Instance } from '../../../shared/aws/ec2';
import { instanceLabel } from '../../../shared/aws/instance-label';
import { type Notice, notice } from '../../../shared/notice';
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

export function cpuNotice(alarm: Alarm, { logs, chart, history, instance }: CpuFindings): Notice {
  const { Account, Region, ...facts } = alarmFacts(alarm);
  return notice({
    severity: alarmSeverity(alarm.description),
    title: alarmTitle(alarm),
    text: [alarmSentence(alarm), alarmDescription(alarm), history].filter(Boolean).join('\n'),
    at: alarm.changedAt,
    account: alarm.account,
    region: alarm.region,
    fields: { ...(instance && { Instance: instanceText(instance) }), ...facts },
    links: [...alarmLinks(alarm), ...logs.links],
    details: [
      ...(chart.length > 0 ? [{ title: 'The last hour (times are UTC)', lines: chart }] : []),
      ...logs.details,
    ],
  });
}
