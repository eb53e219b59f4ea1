/** The configuration of the stage, as esbuild puts it into the bundle: only the sections that a function reads. */
import type { Config } from './schema';

/** Replaced by its value, section by section, when bundling (`custom.esbuild.define` in serverless.yml). */
declare const STAGE_CONFIG: Config;

export const slackConfig = (): Config['slack'] => STAGE_CONFIG.slack;
export const allAlarmsConfig = (): Config['allAlarms'] => STAGE_CONFIG.allAlarms;
export const notifyOnConfig = (): Config['notifyOn'] => STAGE_CONFIG.notifyOn;
export const processesConfig = (): Config['processes'] => STAGE_CONFIG.processes;
export const restartConfig = (): Config['restart'] => STAGE_CONFIG.restart;
export const longestPauseHoursConfig = (): Config['longestPauseHours'] => STAGE_CONFIG.longestPauseHours;
export const logsConfig = (): Config['logs'] => STAGE_CONFIG.logs;
export const trailsConfig = (): Config['trails'] => STAGE_CONFIG.trails;
export const instancesConfig = (): Config['instances'] => STAGE_CONFIG.instances;
export const timeZoneConfig = (): Config['timeZone'] => STAGE_CONFIG.timeZone;
export const smsConfig = (): Config['sms'] => STAGE_CONFIG.sms;
export const smsRegionConfig = (): Config['smsRegion'] => STAGE_CONFIG.smsRegion;
