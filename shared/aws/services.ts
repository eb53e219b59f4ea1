/** The services that the light call speaks to: where they are, and which of AWS's protocols they take. */
import { optionalEnv } from '../env';
import { domainOf } from './arn';
import type { Request } from './request';

/**
 * `host` begins the service's host, and is its name in a signature. `json` is the version of AWS JSON, `target` how the service
 * is called in it; `query` the version of an API that takes a form and answers in XML.
 */
type Service = { host: string } & ({ json: '1.0' | '1.1'; target: string } | { query: string });

/** By the SDK's name, from its models: https://github.com/boto/botocore/tree/develop/botocore/data */
const SERVICES = {
  cloudwatch: { host: 'monitoring', json: '1.0', target: 'GraniteServiceVersion20100801' },
  dynamodb: { host: 'dynamodb', json: '1.0', target: 'DynamoDB_20120810' },
  kms: { host: 'kms', json: '1.1', target: 'TrentService' },
  sns: { host: 'sns', query: '2010-03-31' },
  sqs: { host: 'sqs', json: '1.0', target: 'AmazonSQS' },
} as const satisfies Record<string, Service>;
export type ServiceName = keyof typeof SERVICES;

/**
 * Where it is in a region, unless `AWS_ENDPOINT_URL_<SERVICE>` or `AWS_ENDPOINT_URL` names another place.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function endpointOf(name: ServiceName, region: string): URL {
  const given = optionalEnv(`AWS_ENDPOINT_URL_${name.toUpperCase()}`) ?? optionalEnv('AWS_ENDPOINT_URL');
  return new URL(given ?? `https://${SERVICES[name].host}.${region}.${domainOf(region)}`);
}

function contentOf(service: Service, action: string, input: Record<string, unknown>) {
  if ('target' in service) {
    const type = `application/x-amz-json-${service.json}`;
    const headers = { 'content-type': type, 'x-amz-target': `${service.target}.${action}` };
    return { headers, body: JSON.stringify(input) };
  }
  const fields = { Action: action, Version: service.query, ...input };
  const form = Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { headers, body: new URLSearchParams(form).toString() };
}

/** The request for an action. @param input as the API has it; where it takes a form, its fields */
export const requestFor = (
  name: ServiceName,
  action: string,
  input: Record<string, unknown>,
  region: string,
): Request => ({
  service: SERVICES[name].host,
  region,
  url: endpointOf(name, region),
  ...contentOf(SERVICES[name], action, input),
});
