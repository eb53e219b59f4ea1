/** KMS or the table does not answer: people get the alarm all the same, once, and soon. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { batchOf } from './batch';
import { breakService } from './broken-service';
import { NOTIFIER, STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { fresh } from './fresh';
import { invoke, nextInQueue, withoutQueue } from './lambda';
import { subscribe } from './subscribers';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const { AlertsTopicArn = '', SubscribersTopicArn = '' } = world.outputs;
const SOON = 15_000;

async function raise(AlarmName: string): Promise<void> {
  const cloudWatch = new CloudWatchClient();
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: 'e2e',
      MetricName: AlarmName,
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [AlertsTopicArn],
    }),
  );
  await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'e2e' }));
}

/** What has come about an alarm since then. */
async function arrivals(alarm: string) {
  const { emails } = await subscribe(SubscribersTopicArn);
  const before = (await readMessages(world.slackUrl)).length;
  return {
    mails: async () => (await emails()).filter(({ subject }) => subject.includes(alarm)),
    posted: async () =>
      (await readMessages(world.slackUrl)).slice(before).filter(({ text }) => text.includes(alarm)),
  };
}

describe('while KMS does not answer', () => {
  const { mend } = breakService('KMS');

  it('an alarm reaches people by email within 15 s, once, and Slack as soon as it can', async () => {
    const alarm = 'while KMS is silent';
    const { mails, posted } = await arrivals(alarm);
    const started = Date.now();
    await raise(alarm);
    await waitFor('The mail', async () => (await mails())[0], mails, SOON);
    console.log(`KMS silent: the mail came after ${((Date.now() - started) / 1_000).toFixed(1)} s`);
    mend();
    await waitFor('The message in Slack', async () => (await posted())[0], posted, 40_000);
    expect([(await posted()).length, (await mails()).length]).toEqual([1, 1]);
  });
});

describe('while the table does not answer', () => {
  const { mend } = breakService('DYNAMODB');

  it('an alarm waits in the queue, and reaches everybody once when it answers', async () => {
    const alarm = 'while the table is silent';
    const { mails, posted } = await arrivals(alarm);
    await raise(alarm);
    await sleep(6_000); // Longer than the notifier waits for an answer.
    expect([await posted(), await mails()]).toEqual([[], []]);
    mend();
    await waitFor('The mail', async () => (await mails())[0], mails, 40_000);
    expect([(await posted()).length, (await mails()).length]).toEqual([1, 1]);
  });

  it('what has waited for a minute notifies all the same, within 15 s, and says so', async () => {
    const { mails, posted } = await arrivals('Example alarm name');
    const started = Date.now();
    const queued = await withoutQueue(NOTIFIER, async () => {
      await invoke(NOTIFIER, fresh('alarm'));
      return nextInQueue(`${NOTIFIER}-queue`);
    });
    const invoked = Date.now();
    expect(await invoke(NOTIFIER, batchOf([queued], 120_000))).toEqual({ batchItemFailures: [] });
    expect(Date.now() - invoked).toBeLessThan(SOON);
    const [message] = await posted();
    const mail = await waitFor('The mail', async () => (await mails())[0], mails);
    for (const text of [JSON.stringify(message), mail.text]) {
      expect(text).toContain('The state table could not be asked: this may come twice, or late.');
    }
    console.log(
      `The table silent: queued after ${((invoked - started) / 1_000).toFixed(1)} s, notified in ${((Date.now() - invoked) / 1_000).toFixed(1)} s`,
    );
  });
});

describe('a slot of Slack that is a year away', () => {
  it('does not keep Slack silent', async () => {
    const Key = { id: { S: 'slack turns' } };
    const inAYear = { ':until': { N: String(Date.now() + 365 * 24 * 3_600_000) } };
    await new DynamoDBClient().send(
      new UpdateItemCommand({
        TableName: `${stackOf(STAGE)}-state`,
        Key,
        UpdateExpression: 'SET freeAt = :until',
        ExpressionAttributeValues: inAYear,
      }),
    );
    expect(await invoke(NOTIFIER, fresh('alarm'))).toMatchObject([{ outcome: 'notified' }]);
  });
});
