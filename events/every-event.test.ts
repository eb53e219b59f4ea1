/** Every event in `events/` arrives in Slack, through a real webhook of the Slack emulator. Needs no Python. */

import { showMessage } from '../cli/preview/show-message';
import { type Slack, startSlack } from '../e2e/emulators/slack';
import { dryRun } from '../functions/cpu-alerter/dry-run';
import { createHandler as createAlerter } from '../functions/cpu-alerter/handler';
import { createHandler } from '../functions/slack-notifier/handler';
import { postMessage } from '../functions/slack-notifier/receivers/slack/post';
import { log } from '../shared/log';
import { isAlarmStateChange } from '../shared/parsing/alarm-event';
import { alerterDeps } from '../test/cpu-alerter';
import { eventNames, fixture } from '../test/fixture';
import { setUp } from '../test/slack-notifier';

/** Of these nobody is notified: whose suppressor suppresses its actions, and whose contributors notify by themselves. */
const SUPPRESSED = ['alarm-eventbridge-composite', 'contributors-parent-eventbridge'];

let slack: Slack;
beforeAll(async () => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
  slack = await startSlack();
});
afterAll(() => slack.stop());

const context = { awsRequestId: 'every-event', getRemainingTimeInMillis: () => 15_000 };

/** What cpuAlerter publishes about an event that may reach it, as it comes back by SNS. */
async function alerted(event: unknown): Promise<unknown[]> {
  if (!Array.isArray(Object(event).Records) && !isAlarmStateChange(event)) return [];
  const publications = await createAlerter(dryRun(alerterDeps(), event))(event, context);
  const [record] = Object(fixture('cpu-high')).Records;
  return publications.map(({ notification }) => ({
    Records: [{ ...record, Sns: { ...record.Sns, Message: JSON.stringify(notification) } }],
  }));
}

/** What arrives in Slack of an event that reaches all listeners. */
async function messagesOf(name: string): Promise<string[]> {
  const { deps } = setUp({ webhookUrl: async () => slack.webhookUrl, postMessage });
  const handle = createHandler(deps);
  const before = (await slack.messages()).length;
  const event = fixture(name);
  for (const one of [event, ...(await alerted(event))]) await handle(one, context);
  return (await slack.messages()).slice(before).map(showMessage);
}

describe('events/', () => {
  it.each(eventNames().filter((name) => !SUPPRESSED.includes(name) && name !== 'two-records'))(
    '%s.json is one message in Slack',
    async (name) => {
      expect(await messagesOf(name)).toEqual([expect.stringMatching(/\S/)]);
    },
  );

  it('two-records.json are two messages, of which cpuAlerter makes one', async () => {
    expect(await messagesOf('two-records')).toEqual([
      expect.stringContaining('web-2: httpd is not running'),
      expect.stringMatching(/web-2: CPU at 64 %(.|\n)*no AWS here/),
    ]);
  });

  it.each(SUPPRESSED)('%s.json is suppressed', async (name) => {
    expect(await messagesOf(name)).toEqual([]);
  });
});
