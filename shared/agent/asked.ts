/** What alarms ask of the CloudWatch agent: whatever a template or the restarter reads, it must collect. */
import type { Template } from '../config/instances';
import type { Config } from '../config/schema';
import { PROCESS_ALARM } from '../process-alarm';

/** A metric by its name in CloudWatch, and every how many seconds it is looked at. */
export type Asked = { metric: string; period: number };

const ofTemplate = ({ namespace, metric, period, fromAgent }: Template): Asked[] => [
  ...(namespace === 'CWAgent' ? [{ metric, period }] : []),
  ...(fromAgent ? [{ metric: fromAgent.metric, period }] : []),
];

/** The restarter's is asked for in any case: its alarm may have been made by hand. */
export const askedOfAgent = ({ templates }: Config['instances']): Asked[] => [
  ...Object.values(templates).flatMap(ofTemplate),
  PROCESS_ALARM,
];
