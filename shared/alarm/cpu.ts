/** Which alarms are of the CPU of instances. */
import * as v from 'valibot';

/** EC2's own metric, and those of the CloudWatch agent. */
export const CPU = {
  namespaces: ['AWS/EC2', 'CWAgent'],
  metric: 'CPUUtilization',
  prefix: 'cpu_usage_',
} as const;

const cpuMetric = v.object({
  namespace: v.picklist(CPU.namespaces),
  name: v.pipe(
    v.string(),
    v.check((name) => name === CPU.metric || name.startsWith(CPU.prefix), 'a metric of the CPU'),
  ),
});

/** Whether a metric is of the CPU of instances. */
export const isCpuMetric = (metric: { namespace: string; name: string }): boolean => v.is(cpuMetric, metric);
