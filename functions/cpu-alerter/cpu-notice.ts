/** What is told of a CPU alarm: what its message would have held, and what a person would have looked up. */
import { descriptionOf, factsOf, linksOf, severityOf, titleOf } from '../../shared/alarm-words/about-alarm';
import { alarmSentence } from '../../shared/alarm-words/alarm-sentence';
import type { Instance } from '../../shared/aws/ec2';
import { nameOf } from '../../shared/aws/instance-name';
import type { LogLines } from '../../shared/logs/lines-behind';
import { type Notice, notice } from '../../shared/notice';
import type { Alarm } from '../../shared/parsing/alarm';

/** What could be found out in time. */
export type Findings = {
  logs: LogLines;
  chart: string[];
  history: string;
  instance: Instance | undefined;
};

/** `web-1 (i-0a1b…), t3.micro, ap-northeast-2a, group web` */
export function describe(instance: Instance): string {
  const group = instance.tags['aws:autoscaling:groupName'];
  const parts = [nameOf(instance), instance.type, instance.zone, group && `group ${group}`];
  return parts.filter(Boolean).join(', ');
}

export function cpuNotice(alarm: Alarm, { logs, chart, history, instance }: Findings): Notice {
  const { Account, Region, ...facts } = factsOf(alarm);
  return notice({
    severity: severityOf(alarm.description),
    title: titleOf(alarm),
    text: [alarmSentence(alarm), descriptionOf(alarm), history].filter(Boolean).join('\n'),
    at: alarm.changedAt,
    account: alarm.account,
    region: alarm.region,
    fields: { ...(instance && { Instance: describe(instance) }), ...facts },
    links: [...linksOf(alarm), ...logs.links],
    details: [
      ...(chart.length > 0 ? [{ title: 'The last hour (times are UTC)', lines: chart }] : []),
      ...logs.details,
    ],
  });
}
