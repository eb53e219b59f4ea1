/**
 * What the description of an alarm says beside its words: `severity: warning` and `runbook: https://…`, in anybody's; and in
 * those of the alarms that the service makes, which instance it is.
 */
import type { Alarm } from '../parsing/alarm';

/** Of an alarm in ALARM. */
export type AlarmSeverity = 'critical' | 'warning' | 'info';

/** Critical unless the description says otherwise, as in `severity: warning`. */
export function alarmSeverity(description = ''): AlarmSeverity {
  switch (/\bseverity\s*[:=]\s*(warning|info)\b/i.exec(description)?.[1]?.toLowerCase()) {
    case 'warning':
      return 'warning';
    case 'info':
      return 'info';
    default:
      return 'critical';
  }
}

/** `runbook: https://…`, on a line of its own or behind other words. */
const RUNBOOK = /(?:^|\s)runbook:\s{0,5}(https:\/\/\S{1,2000})/i;

export const runbookOf = (description = ''): string | undefined => RUNBOOK.exec(description)?.[1];

/** The beginning of the name of an alarm that the service has made, of any stage, most often for an instance. */
const MADE_BY_US = /^alarm-responder-\S{1,100} (?:i-[0-9a-f]{1,17} )?(?=\S)/;

export const isMadeByUs = ({ name }: Pick<Alarm, 'name'>): boolean => MADE_BY_US.test(name);

/** What tells it from others of its instance: `disk-critical /`. */
export const shortAlarmName = (name: string): string => name.replace(MADE_BY_US, '');

/** What the alarms that the service makes say: a sentence for those who look at the alarm, then these lines. */
export type OwnDescription = {
  sentence: string;
  severity: AlarmSeverity;
  instance: string | undefined;
  runbook: string | undefined;
  tags: Record<string, string>;
};

/** The severity stands before any foreign text. */
export const ownDescription = ({ sentence, severity, instance, runbook, tags }: OwnDescription): string =>
  [
    `severity: ${severity}`,
    sentence,
    ...(instance ? [`instance: ${instance}`] : []),
    ...(runbook ? [`runbook: ${runbook}`] : []),
    ...Object.entries(tags).map(([key, value]) => `${key}: ${value}`),
  ].join('\n');

/** The name of the instance that an alarm of ours is about, as it was when the alarm was last reconciled. */
export const instanceNameOf = (alarm: Pick<Alarm, 'name' | 'description'>): string | undefined =>
  isMadeByUs(alarm) ? /^instance: (.+)$/m.exec(alarm.description ?? '')?.[1] : undefined;

/** A line that says nothing else: the colour says it. */
const SEVERITY_LINE = /^[ \t]{0,20}severity[ \t]{0,5}[:=][ \t]{0,5}(?:critical|warning|info)[ \t]{0,20}$/gim;

/** As people wrote it, without its runbook, which is a link, and a line with its severity. Many repeat the name; ours say what the message says anyway. */
export function alarmDescription(alarm: Pick<Alarm, 'name' | 'description'>): string {
  const { name, description = '' } = alarm;
  if (description === name || isMadeByUs(alarm)) return '';
  return description.replace(RUNBOOK, '').replace(SEVERITY_LINE, '').trim();
}
