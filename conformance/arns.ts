/** What a template's references to its own resources stand for, as ARNs: with invented names where CloudFormation gives them. */
import * as v from 'valibot';
import type { Template } from './template';

const PLACE = {
  Partition: 'aws',
  Region: 'ap-northeast-2',
  AccountId: '123456789012',
  URLSuffix: 'amazonaws.com',
};
const { Partition, Region, AccountId } = PLACE;
const at = (service: string, rest: string) => `arn:${Partition}:${service}:${Region}:${AccountId}:${rest}`;

/** An ARN of each type, by the physical name. @see the types in the service authorization reference */
const ARNS: Record<string, (name: string) => string> = {
  'AWS::CloudTrail::Trail': (name) => at('cloudtrail', `trail/${name}`),
  'AWS::CloudWatch::Alarm': (name) => at('cloudwatch', `alarm:${name}`),
  'AWS::DynamoDB::Table': (name) => at('dynamodb', `table/${name}`),
  'AWS::Events::Rule': (name) => at('events', `rule/${name}`),
  'AWS::IAM::InstanceProfile': (name) => `arn:${Partition}:iam::${AccountId}:instance-profile/${name}`,
  'AWS::IAM::Role': (name) => `arn:${Partition}:iam::${AccountId}:role/${name}`,
  'AWS::KMS::Key': (name) => at('kms', `key/${name}`),
  'AWS::Lambda::Function': (name) => at('lambda', `function:${name}`),
  'AWS::Logs::LogGroup': (name) => at('logs', `log-group:${name}:*`),
  'AWS::S3::Bucket': (name) => `arn:${Partition}:s3:::${name}`,
  'AWS::SNS::Topic': (name) => at('sns', name),
  'AWS::SQS::Queue': (name) => at('sqs', name),
  'AWS::SSM::Document': (name) => at('ssm', `document/${name}`),
};

/** The property that names a resource; where CloudFormation does, its logical id will do. */
const NAME =
  /^(?:Alarm|Bucket|Document|Function|InstanceProfile|LogGroup|Queue|Role|Table|Topic|Trail)?Name$/;

function nameOf({ Resources }: Template, id: string): string {
  const [, name] = Object.entries(Resources[id]?.Properties ?? {}).find(([key]) => NAME.test(key)) ?? [];
  return typeof name === 'string' ? name : id.toLowerCase();
}

function ownArn(template: Template, id: string): string {
  const type = template.Resources[id]?.Type ?? `nothing called ${id}`;
  const make = ARNS[type];
  if (!make) throw new Error(`conformance/arns.ts knows no ARN of ${type}`);
  return make(nameOf(template, id));
}

/** What `Ref` gives: for a topic its ARN, for a parameter of AWS its value, for most else a name. */
function referred(template: Template, id: string): string {
  const known = Object.entries(PLACE).find(([name]) => id === `AWS::${name}`);
  if (known) return known[1];
  return template.Resources[id]?.Type === 'AWS::SNS::Topic' ? ownArn(template, id) : nameOf(template, id);
}

const attribute = (template: Template, id: string, name: string): string => {
  if (name !== 'Arn') throw new Error(`conformance/arns.ts knows no attribute ${name} of ${id}`);
  return ownArn(template, id);
};

const ref = v.strictObject({ Ref: v.string() });
const getAtt = v.strictObject({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) });
const sub = v.strictObject({ 'Fn::Sub': v.string() });
const join = v.strictObject({ 'Fn::Join': v.tuple([v.string(), v.array(v.unknown())]) });
const reference = v.union([v.string(), ref, getAtt, sub, join]);

/** The text that a string of the template, or a function of CloudFormation in its place, becomes. */
export function arnOf(template: Template, value: unknown): string {
  const parsed = v.parse(reference, value);
  if (typeof parsed === 'string') return parsed;
  if ('Ref' in parsed) return referred(template, parsed.Ref);
  if ('Fn::GetAtt' in parsed) return attribute(template, ...parsed['Fn::GetAtt']);
  if ('Fn::Join' in parsed) {
    const [separator, parts] = parsed['Fn::Join'];
    return parts.map((part) => arnOf(template, part)).join(separator);
  }
  return parsed['Fn::Sub'].replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const [id = '', attributeName] = name.split('.');
    return attributeName ? attribute(template, id, attributeName) : referred(template, id);
  });
}
