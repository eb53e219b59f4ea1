/** The alarms of `events/`, as CloudWatch remembers them: the replay says of each what the functions say of the event itself. */
import { createHandler as createAlerter } from '../../../functions/cpu-alerter/handler';
import { createHandler } from '../../../functions/slack-notifier/handler';
import type { SlackMessage } from '../../../functions/slack-notifier/receivers/slack/limits';
import { after } from '../../../shared/text/duration';
import { rememberedOf } from '../../../test/alarm-memory';
import { fixture } from '../../../test/fixture';
import { config, readingOf } from '../../../test/readings';
import { context, setUp, silenceLog } from '../../../test/slack-notifier';
import { parseAlarm } from '../parse-alarm';
import { parseChange } from '../parse-change';
import type { Reading } from '../reading';
import { replay } from '.';
import { bySns } from './alarm-message';
import { alerterDeps } from './alerter-deps';
import { asDeployed } from './as-deployed';
import { readsOf } from './then';
import { virtualTime } from './virtual-time';

const CONFIG = config({ allAlarms: true });
/** A message is on its way so long. */
const ON_ITS_WAY_MS = 1_000;

/** What CloudWatch remembers of the alarm of an event, after it. */
function rememberedReading(event: unknown): Reading {
  const { kind, alarm, record } = rememberedOf(event);
  const [one, change] = [parseAlarm(kind, alarm), parseChange(kind, record)];
  if (!one || !change) throw new Error(`expected an alarm and its change, got ${JSON.stringify(event)}`);
  const [, , , region = '', account = ''] = one.arn.split(':');
  return readingOf([one], [change], { account, region });
}

/** What Slack gets when the event comes. */
async function postedOf(event: unknown, remembered: Reading): Promise<SlackMessage[]> {
  const [change] = remembered.changes;
  const now = after(new Date(change?.at ?? 0), ON_ITS_WAY_MS);
  const { deps, did } = setUp({ now: () => now });
  const time = virtualTime();
  const alerter = alerterDeps(
    CONFIG,
    readsOf(remembered, () => now.getTime()),
    time,
  );
  const handle = createHandler(deps);
  await asDeployed(CONFIG, async () => {
    await handle(event, context);
    if (Object(event).alarmData) return; // it called the notifier itself
    for (const { notification } of await createAlerter({ ...alerter, now: () => now })(event, context)) {
      await handle(bySns(notification, 'm-1', remembered), context);
    }
  });
  return did.posted;
}

describe('replay', () => {
  beforeEach(silenceLog);

  it.each([
    ...['alarm', 'alarm-direct', 'alarm-eventbridge', 'alarm-insufficient-data', 'alarm-no-description'],
    ...['alarm-ok', 'anomaly', 'composite', 'contributor', 'contributor-eventbridge', 'cpu-high', 'math'],
    ...['missing-data', 'process-down', 's3-access'],
  ])('says of %s.json what the event itself says', async (name) => {
    const event = fixture(name);
    const remembered = rememberedReading(event);
    const { messages } = await replay(remembered, CONFIG);
    expect(messages).toHaveLength(1);
    expect(messages.map(({ slack }) => slack)).toEqual(await postedOf(event, remembered));
  });
});
