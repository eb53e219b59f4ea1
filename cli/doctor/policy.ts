/** Reads a resource's policy: whether CloudWatch may do something when it acts for an alarm of this account. */
import * as v from 'valibot';

const texts = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((one) => [one].flat()),
);
const statement = v.object({
  Effect: v.string(),
  Principal: v.optional(v.union([v.string(), v.record(v.string(), texts)])),
  Action: v.optional(texts, []),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), texts)), {}),
});
type Statement = v.InferOutput<typeof statement>;
const schema = v.object({
  Statement: v.pipe(
    v.union([statement, v.array(statement)]),
    v.transform((one) => [one].flat()),
  ),
});

/** What conditions are asked about, by key in small letters. */
type ConditionContext = Record<string, string>;

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

const matches = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'i',
  ).test(value);

function isForCloudWatch({ Principal }: Statement): boolean {
  if (typeof Principal === 'string') return Principal === '*';
  const services = Principal?.Service ?? [];
  return services.includes(CLOUDWATCH) || services.includes('*') || (Principal?.AWS?.includes('*') ?? false);
}

/** What is not understood does not hold: better a warning too many. */
const holds = ({ Condition }: Statement, facts: ConditionContext): boolean =>
  Object.entries(Condition).every(
    ([operator, keys]) =>
      /^(?:String|Arn)(?:Equals|Like)(?:IgnoreCase|IfExists)?$/.test(operator) &&
      Object.entries(keys).every(([key, patterns]) => {
        const fact = facts[key.toLowerCase()];
        return fact !== undefined && patterns.some((pattern) => matches(pattern, fact));
      }),
  );

/** Whether the policy lets CloudWatch do all of these for an alarm of this account and region. */
export function admitsCloudWatch(
  policy: unknown,
  actions: string[],
  { account, region, partition }: { account: string; region: string; partition: string },
): boolean {
  const parsed = v.safeParse(schema, policy);
  if (!parsed.success) return false;
  const facts = {
    'aws:sourceaccount': account,
    'aws:sourceowner': account,
    'aws:sourcearn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:any`,
  };
  const ours = parsed.output.Statement.filter((one) => isForCloudWatch(one) && holds(one, facts));
  const says = (effect: string, action: string) =>
    ours.some(
      ({ Effect, Action }) => Effect === effect && Action.some((pattern) => matches(pattern, action)),
    );
  return actions.every((action) => says('Allow', action) && !says('Deny', action));
}
