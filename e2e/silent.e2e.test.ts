/** KMS or the table does not answer: people get the alarm all the same, and soon. */
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { NOTIFIER, STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { fresh } from './fresh';
import { invoke, setEnvironment } from './lambda';
import { type SilentServer, startSilentServer } from './silent-server';
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

describe.each(['KMS', 'DYNAMODB'])('while %s does not answer', (service) => {
  const variable = `AWS_ENDPOINT_URL_${service}`;
  const alarm = `while ${service} is silent`;
  let silent: SilentServer;
  beforeAll(async () => {
    silent = await startSilentServer();
    await setEnvironment(NOTIFIER, { [variable]: silent.url });
  });
  afterAll(async () => {
    await setEnvironment(NOTIFIER, { [variable]: world.env.AWS_ENDPOINT_URL ?? '' });
    await silent.stop();
  });

  it('an alarm reaches people by email within 15 s, once, and Slack as soon as it can', async () => {
    const { emails } = await subscribe(SubscribersTopicArn);
    const before = (await readMessages(world.slackUrl)).length;
    const mails = async () => (await emails()).filter(({ subject }) => subject.includes(alarm));
    const started = Date.now();
    await raise(alarm);
    await waitFor('The mail', async () => (await mails())[0], mails, SOON);
    console.log(`${service} silent: the mail came after ${((Date.now() - started) / 1_000).toFixed(1)} s`);
    silent.mend(world.env.AWS_ENDPOINT_URL ?? '');
    const posted = async () =>
      (await readMessages(world.slackUrl)).slice(before).filter(({ text }) => text.includes(alarm));
    await waitFor('The message in Slack', async () => (await posted())[0], posted, 40_000);
    expect([(await posted()).length, (await mails()).length]).toEqual([1, 1]);
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
