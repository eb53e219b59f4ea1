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

/** The partition that a region belongs to, for where no ARN names it. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}
