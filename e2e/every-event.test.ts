/** Every event in `events/` arrives in Slack, through a real webhook of the Slack emulator. Needs no Python. */
import { eventNames, fixture } from '../events/fixture';
import { createHandler } from '../functions/slack-notifier/handler';
import { log } from '../shared/log';
import { postMessage } from '../shared/slack/post';
import { type Slack, startSlack } from './emulators/slack';
import { showMessage } from './show-message';

/** Muted by its suppressor, so nobody is told. */
const QUIET = 'alarm-eventbridge-composite';

let slack: Slack;
beforeAll(async () => {
  jest.spyOn(log(), 'info').mockImplementation();
  slack = await startSlack();
});
afterAll(() => slack.stop());

async function tell(name: string): Promise<string[]> {
  const handle = createHandler({
    webhookUrl: async () => slack.webhookUrl,
    postMessage,
    quiet: () => ({ ok: 'after-alarm', insufficientData: 'after-alarm' }),
    mentions: () => ({ critical: [], warning: [], info: [] }),
  });
  const before = (await slack.messages()).length;
  await handle(fixture(name), { awsRequestId: name, getRemainingTimeInMillis: () => 15_000 });
  return (await slack.messages()).slice(before).map(showMessage);
}

describe('events/', () => {
  it.each(eventNames().filter((name) => name !== QUIET && name !== 'two-records'))(
    '%s.json is one message in Slack',
    async (name) => {
      expect(await tell(name)).toEqual([expect.stringMatching(/\S/)]);
    },
  );

  it('two-records.json are two messages, in order', async () => {
    expect(await tell('two-records')).toEqual([
      expect.stringContaining('cpu-high'),
      expect.stringContaining('process-httpd'),
    ]);
  });

  it(`${QUIET}.json is not told`, async () => {
    expect(await tell(QUIET)).toEqual([]);
  });
});
