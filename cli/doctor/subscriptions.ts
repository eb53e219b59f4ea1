/** Who is subscribed to the topics, and whether the filters are those that were deployed. */
import { isDeepStrictEqual } from 'node:util';
import { parseArn } from '../../shared/aws/arn';
import { describeSubscription, type Subscriber, type Subscription, subscribersOf } from '../aws/sns';
import type { Check } from './checks';
import { type Deployment, ofType, type Resource } from './deployment';
import { broken, few, ok, PUT_BACK, together, type Verdict, warning } from './verdict';

/** @param subscribers by the topic's name */
export function judgeSubscribers(subscribers: Record<string, Subscriber[]>): Verdict {
  const pending = Object.entries(subscribers).flatMap(([topic, list]) =>
    list.filter(({ pending }) => pending).map(({ endpoint }) => `${endpoint} (${topic})`),
  );
  const verdicts = [
    pending.length > 0
      ? broken(
          `not confirmed: ${few(pending)}`,
          'open the mail "AWS Notification - Subscription Confirmation" and confirm; if it is lost, subscribe again',
        )
      : ok(`all ${Object.values(subscribers).flat().length} are confirmed`),
  ];
  const hasMail = subscribers.watchdog?.some(({ protocol }) => protocol.startsWith('email'));
  if (!hasMail) {
    verdicts.push(
      warning(
        'nobody hears the topic watchdog by email',
        'name somebody in `watchdog.email` in the configuration, and deploy',
      ),
    );
  }
  return together(verdicts);
}

/** CloudFormation does not look whether somebody has changed a filter, so a deployment alone mends nothing. */
export function judgeFilter(
  { logicalId, id, properties }: Resource,
  deployed: Subscription | undefined,
): Verdict {
  if (!deployed) {
    return broken(`${logicalId} is gone`, PUT_BACK);
  }
  const { FilterPolicy, FilterPolicyScope = 'MessageAttributes' } = properties;
  const isScoped = FilterPolicy === undefined || deployed.scope === FilterPolicyScope;
  if (isScoped && isDeepStrictEqual(deployed.filter, FilterPolicy)) return ok(logicalId);
  const set = `aws sns set-subscription-attributes --subscription-arn ${id} --attribute-name`;
  return broken(
    `the filter of ${logicalId} is not the one that was deployed`,
    `${set} FilterPolicy --attribute-value '${JSON.stringify(FilterPolicy ?? {})}'${
      isScoped ? '' : ` and ${set} FilterPolicyScope --attribute-value ${FilterPolicyScope}`
    }`,
  );
}

async function filterOf(resource: Resource): Promise<Verdict> {
  const region = parseArn(resource.id)?.region ?? '';
  return judgeFilter(resource, await describeSubscription(resource.id, region));
}

export const subscriptionChecks = (deployment: Deployment): Check[] => [
  {
    name: 'subscriptions',
    run: async () => {
      const lists = Object.entries(deployment.topics).map(
        async ([topic, arn]) => [topic, arn ? await subscribersOf(arn) : []] as const,
      );
      return judgeSubscribers(Object.fromEntries(await Promise.all(lists)));
    },
  },
  {
    name: 'filters',
    run: async () => {
      const verdicts = await Promise.all(ofType(deployment, 'AWS::SNS::Subscription').map(filterOf));
      const { state, ...verdict } = together(verdicts);
      return state === 'ok'
        ? ok(`${verdicts.length} subscriptions are as they were deployed`)
        : { state, ...verdict };
    },
  },
];
