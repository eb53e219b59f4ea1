/** Whether anything lies in the dead-letter queues: what nobody was notified of, or what was not done. */
import * as v from 'valibot';
import { npmRun } from '../../shared/text/advice';
import { queueLength } from '../aws/sqs';
import type { Target } from '../target';
import type { Check } from './checks';
import { type Deployment, ofType } from './deployment';
import { broken, ok, type Verdict } from './verdict';

export function judgeQueues(queues: { name: string; length: number }[], target: Target): Verdict {
  const full = queues.filter(({ length }) => length > 0).map(({ name, length }) => `${length} in ${name}`);
  return full.length > 0
    ? broken(`not delivered or not done: ${full.join(', ')}`, `read them, then: ${npmRun('redrive', target)}`)
    : ok(`${queues.length} dead-letter queues, all empty`);
}

const namedSchema = v.object({ QueueName: v.string() });

export const queueChecks = (deployment: Deployment): Check[] => [
  {
    name: 'dead letters',
    run: async () => {
      const queues = ofType(deployment, 'AWS::SQS::Queue')
        .map(({ id, properties }) => ({ id, name: v.parse(namedSchema, properties).QueueName }))
        .filter(({ name }) => name.includes('dead-letters'));
      const lengths = queues.map(async ({ id, name }) => ({ name, length: await queueLength(id) }));
      return judgeQueues(await Promise.all(lengths), deployment);
    },
  },
];
