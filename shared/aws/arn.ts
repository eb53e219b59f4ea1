/** Amazon Resource Names. */

export type Arn = { partition: string; service: string; region: string; account: string; resource: string };

/**
 * The parts of an ARN, or `undefined` when the text is none. Stray spaces, as in AWS's sample of a direct
 * alarm action, are dropped.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...rest] = text.split(':').map((part) => part.trim());
  if (prefix !== 'arn' || !partition || !service || region === undefined || account === undefined) {
    return undefined;
  }
  return { partition, service, region, account, resource: rest.join(':') };
}

/** By how the names of a partition's regions begin; all other regions are in `aws`. */
const PARTITIONS: [prefix: string, partition: string, domain: string][] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
];
const partitionFor = (region: string) => PARTITIONS.find(([prefix]) => region.startsWith(prefix));

/** The partition that a region belongs to, for where no ARN names it. */
export const partitionOf = (region: string): string => partitionFor(region)?.[1] ?? 'aws';

/** What the names of a region's hosts end with. */
export const domainOf = (region: string): string => partitionFor(region)?.[2] ?? 'amazonaws.com';
