/** Which stretch of time is looked at. */
import type { Window } from './sparkline';

const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** From so many minutes before the change to now, so that lines that arrive late are in. */
export const logWindow = (changedAt: Date, now: Date, minutes: number): { from: Date; to: Date } => ({
  from: new Date(changedAt.getTime() - minutes * MINUTE),
  to: now > changedAt ? now : changedAt,
});

/** The hour that ends with the period in which `now` lies, on whole periods, of a minute at least. */
export function hourWindow(now: Date, alarmPeriod = 60): Window {
  const period = Math.max(60, Math.ceil(alarmPeriod / 60) * 60);
  const ms = period * 1_000;
  const end = (Math.floor(now.getTime() / ms) + 1) * ms;
  const length = Math.max(1, Math.round((60 * MINUTE) / ms)) * ms;
  return { from: new Date(end - length), to: new Date(end), period };
}
