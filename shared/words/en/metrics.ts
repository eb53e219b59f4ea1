/** What people call a metric: in English the key itself. */
import type { MetricLabel } from '../../alarm/metrics';

export const metrics = (label: MetricLabel): string => label;
