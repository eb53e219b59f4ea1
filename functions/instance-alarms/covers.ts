/** Which metrics are reported today: of an instance with thousands of mounts, without looking at all for each. */
import type { ReportedMetric } from '../../shared/aws/cloudwatch';

type Metric = Pick<ReportedMetric, 'metric' | 'dimensions'>;

const keyOf = (metric: string, [name, value]: [name: string, value: string]): string =>
  `${metric}\n${name}\n${value}`;

/** @returns whether the metric, or what has taken its place with other dimensions, is among the reported ones */
export function coveredBy(reported: ReportedMetric[]): (metric: Metric) => boolean {
  const sharing = new Map<string, ReportedMetric[]>();
  for (const one of reported) {
    for (const dimension of Object.entries(one.dimensions)) {
      const key = keyOf(one.metric, dimension);
      const others = sharing.get(key);
      if (others) others.push(one);
      else sharing.set(key, [one]);
    }
  }
  return ({ metric, dimensions: { InstanceType, ImageId, ...essential } }) => {
    const dimensions = Object.entries(essential);
    // Only those that share its rarest dimension can be it, such as the path of a disk.
    const [fewest = reported] = dimensions
      .map((dimension) => sharing.get(keyOf(metric, dimension)) ?? [])
      .sort((a, b) => a.length - b.length);
    return fewest.some(
      (one) => one.metric === metric && dimensions.every(([name, value]) => one.dimensions[name] === value),
    );
  };
}
