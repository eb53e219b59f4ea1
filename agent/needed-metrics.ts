/** What alarms ask of the CloudWatch agent: whatever a template or the restarter reads, it must collect. */
import { PROCESS_ALARM } from '../shared/alarm/process';
import type { Template } from '../shared/config/instances';
import type { Config } from '../shared/config/schema';

/** A metric by its name in CloudWatch, and every how many seconds it is looked at. */
export type NeededMetric = { metric: string; period: number };

const ofTemplate = ({ namespace, metric, period, fromAgent }: Template): NeededMetric[] => [
  ...(namespace === 'CWAgent' ? [{ metric, period }] : []),
  ...(fromAgent ? [{ metric: fromAgent.metric, period }] : []),
];

/** The restarter's is asked for in any case: its alarm may have been made by hand. */
export const neededFromAgent = ({ templates }: Config['instances']): NeededMetric[] => [
  ...Object.values(templates).flatMap(ofTemplate),
  PROCESS_ALARM,
];
