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

/** As AWS gives one to what has no name. */
const ID = '11111111-2222-3333-4444-555555555555';

/** An ARN of each type, by the physical name. @see the types in the service authorization reference */
const ARNS: Record<string, (name: string) => string> = {
  'AWS::Chatbot::SlackChannelConfiguration': (name) =>
    `arn:${Partition}:chatbot::${AccountId}:chat-configuration/slack-channel/${name}`,
  'AWS::CloudTrail::Trail': (name) => at('cloudtrail', `trail/${name}`),
  'AWS::CloudWatch::Alarm': (name) => at('cloudwatch', `alarm:${name}`),
  'AWS::DynamoDB::Table': (name) => at('dynamodb', `table/${name}`),
  'AWS::Events::Rule': (name) => at('events', `rule/${name}`),
  'AWS::IAM::InstanceProfile': (name) => `arn:${Partition}:iam::${AccountId}:instance-profile/${name}`,
  'AWS::IAM::ManagedPolicy': (name) => `arn:${Partition}:iam::${AccountId}:policy/${name}`,
  'AWS::IAM::Role': (name) => `arn:${Partition}:iam::${AccountId}:role/${name}`,
  'AWS::KMS::Key': () => at('kms', `key/${ID}`),
  'AWS::Lambda::EventSourceMapping': () => at('lambda', `event-source-mapping:${ID}`),
  'AWS::Lambda::Function': (name) => at('lambda', `function:${name}`),
  'AWS::Logs::LogGroup': (name) => at('logs', `log-group:${name}:*`),
  'AWS::S3::Bucket': (name) => `arn:${Partition}:s3:::${name}`,
  'AWS::SNS::Topic': (name) => at('sns', name),
  'AWS::SQS::Queue': (name) => at('sqs', name),
  'AWS::SSM::Association': () => at('ssm', `association/${ID}`),
  'AWS::SSM::Document': (name) => at('ssm', `document/${name}`),
  'AWS::SSM::Parameter': (name) => at('ssm', `parameter/${name}`),
  'AWS::Scheduler::Schedule': (name) => at('scheduler', `schedule/default/${name}`),
};

/** The property that names a resource. */
const NAME =
  /^(?:Alarm|Bucket|Configuration|Document|Function|InstanceProfile|LogGroup|ManagedPolicy|Queue|Role|Table|Topic|Trail)?Name$/;

/** What CloudFormation names itself begins with the name of the stack. */
const STACK = 'alarm-responder-dev';

function nameOf({ Resources }: Template, id: string): string {
  const [, name] = Object.entries(Resources[id]?.Properties ?? {}).find(([key]) => NAME.test(key)) ?? [];
  return typeof name === 'string' ? name : `${STACK}-${id.toLowerCase()}-example`;
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

/** The references to other resources within a value, and its texts. */
function within(value: unknown): { ids: string[]; texts: string[] } {
  if (typeof value === 'string') return { ids: [], texts: [value] };
  if (typeof value !== 'object' || value === null) return { ids: [], texts: [] };
  const own = [Reflect.get(value, 'Ref'), [Reflect.get(value, 'Fn::GetAtt')].flat()[0]];
  const parts = Object.values(value).map(within);
  return {
    ids: [...own.filter((id) => typeof id === 'string'), ...parts.flatMap(({ ids }) => ids)],
    texts: parts.flatMap(({ texts }) => texts),
  };
}

/** Something in it, where that is asked about by itself. */
const IN: Record<string, (arn: string) => string> = {
  'AWS::S3::Bucket': (arn) => `${arn}/AWSLogs/example`,
  'AWS::Logs::LogGroup': (arn) => arn.replace(/\*$/, 'log-stream:example'),
};

/** The ARNs of a resource that the template makes, of whatever it refers to, and of whatever it names by ARN. */
export function arnsAbout(template: Template, id: string): string[] {
  const { ids, texts } = within(template.Resources[id]?.Properties);
  const made = [id, ...ids].flatMap((one) => {
    const type = template.Resources[one]?.Type ?? '';
    const arn = ARNS[type]?.(nameOf(template, one));
    return arn ? [arn, ...(IN[type] ? [IN[type](arn)] : [])] : [];
  });
  return [...new Set([...made, ...texts.filter((text) => /^arn:[^$]+$/.test(text))])];
}

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
