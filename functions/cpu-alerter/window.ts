/** Which stretch of time is looked at. */
import type { Alarm } from '../../shared/parsing/alarm';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/text/duration';
import type { ChartWindow } from './cpu/sparkline';

/** From so many minutes before the change to now, so that lines that arrive late are in. */
export const logWindow = (changedAt: Date, now: Date, minutes: number): { from: Date; to: Date } => ({
  from: new Date(changedAt.getTime() - minutes * MINUTE_MS),
  to: now > changedAt ? now : changedAt,
});

/** CloudTrail's records reach the log this late, and the alarm counts them when they come. */
const CLOUDTRAIL_DELAY_MINUTES = 15;

/** From a quarter of an hour before the periods that the alarm looked at, to now: by the time of the calls. */
export function accessWindow(alarm: Alarm, now: Date): { from: Date; to: Date } {
  const { period = 60, evaluationPeriods = 1 } = 'condition' in alarm ? alarm.condition : {};
  return logWindow(alarm.changedAt, now, CLOUDTRAIL_DELAY_MINUTES + (period * evaluationPeriods) / 60);
}

/** The hour that ends with the period in which `now` lies, on whole periods, of a minute at least. */
export function hourWindow(now: Date, alarmPeriod = 60): ChartWindow {
  const period = Math.max(60, Math.ceil(alarmPeriod / 60) * 60);
  const ms = period * SECOND_MS;
  const end = (Math.floor(now.getTime() / ms) + 1) * ms;
  const length = Math.max(1, Math.round(HOUR_MS / ms)) * ms;
  return { from: new Date(end - length), to: new Date(end), period };
}
