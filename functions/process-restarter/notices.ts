/** The notices of a restart before it has ended. */
import { type Notice, notice, type Severity } from '../../shared/notice';
import type { SentRestart } from './outcome';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** @param next the step that a person may take */
export const notRestarted = (subject: string, severity: Severity, why: string, next: string): Notice =>
  notice({ severity, title: `${subject} was not restarted`, text: `${sentence(why)} ${next}` });

export const keepsDying = (subject: string, count: number, windowMinutes: number): Notice =>
  notice({
    severity: 'critical',
    title: `${subject} keeps dying`,
    text:
      `A restart was sent ${count} times in ${windowMinutes} minutes; no more are sent. ` +
      'CloudWatch will not ask again until its alarm has been OK: find out why it dies, then start it by hand.',
  });

export const restarting = ({ subject, unit, instanceId, commandId }: SentRestart, remark: string): Notice =>
  notice({
    severity: 'info',
    title: `${subject} is being restarted`,
    text: `How it ends is told when it has ended. ${remark}`.trim(),
    fields: { Unit: unit, Instance: instanceId, Command: commandId },
  });
