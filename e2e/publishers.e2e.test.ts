/** What other services of AWS publish: the deployed topic admits them, and what they say is a message in Slack. */
import { GetTopicAttributesCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as v from 'valibot';
import { fixture } from '../test/fixture';
import { readMessages } from './emulators/slack';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const TopicArn = world.outputs.AlertsTopicArn;
const sns = new SNSClient();
const record = v.object({
  Records: v.tuple([v.object({ Sns: v.object({ Subject: v.string(), Message: v.string() }) })]),
});
const policy = v.object({
  Statement: v.array(v.object({ Principal: v.object({ Service: v.string() }), Resource: v.string() })),
});

describe('the topic `alerts`', () => {
  // The emulator asks the policy for none of them.
  it('admits whom `publishers` names, and CloudWatch', async () => {
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const { Statement } = v.parse(policy, JSON.parse(Attributes?.Policy ?? '{}'));
    expect(Statement).toEqual(
      ['cloudwatch', 'events', 'budgets', 'costalerts', 'events.rds', 'backup'].map((name) => ({
        Principal: { Service: `${name}.amazonaws.com` },
        Resource: TopicArn,
      })),
    );
  });

  it.each([
    ['plain-text', 'AWS Budgets: monthly-total has exceeded your alert threshold', 'ACTUAL Amount: $83.42'],
    [
      'rds-event',
      'shop-db: The allocated storage for the DB instance has been exhausted.',
      'rds:ap-northeast-2:123456789012:db:shop-db',
    ],
    ['backup-failed', 'Notification from AWS Backup', 'An AWS Backup job failed.'],
    ['cost-anomaly', 'Cost anomaly(s) summary for monitor all-services', 'APN2-BoxUsage:c5.4xlarge'],
  ])('brings %s.json to Slack as it was written', async (name, subject, words) => {
    const before = (await readMessages(world.slackUrl)).length;
    const [{ Sns }] = v.parse(record, fixture(name)).Records;
    await sns.send(new PublishCommand({ TopicArn, Subject: Sns.Subject, Message: Sns.Message }));
    const message = await waitFor(`A message with "${subject}"`, async () =>
      (await readMessages(world.slackUrl)).slice(before).find(({ text }) => text.includes(subject)),
    );
    expect(JSON.stringify(message)).toContain(words);
  });
});
