/** What EventBridge brings, by itself and beside the topic. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type AlarmEvent, alarmMessage, byEventBridge } from '../test/alarm-events';
import { fixture } from '../test/fixture';
import { writeLog } from './cpu';
import { STAGE, stackOf } from './deployment';
import { untilDrained } from './drained';
import { readMessages } from './emulators/slack';
import { deliver, recipientsOf } from './event-bridge';
import { amazonTime, fresh } from './fresh';
import { launch } from './instances';
import { shownIn } from './shown';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const { slackUrl, outputs } = sharedWorld();
const stack = stackOf(STAGE);
const arnOf = (alarm: string) =>
  `${outputs.AlertsTopicArn?.replace(':sns:', ':cloudwatch:').replace(/[^:]+$/, '')}alarm:${alarm}`;

/** The event about an alarm of this name, with a change to what it says. */
function eventOf(alarm: string, detail: object = {}, name = 'alarm-eventbridge'): unknown {
  const event = Object(fresh(name));
  return { ...event, resources: [arnOf(alarm)], detail: { ...event.detail, alarmName: alarm, ...detail } };
}

const metric = (namespace: string, name: string) => ({
  id: 'm1',
  metricStat: { metric: { namespace, name }, period: 60, stat: 'Average' },
  returnData: true,
});
const over = (...metrics: object[]) => ({ configuration: { metrics } });
const { state } = Object(fixture('alarm-eventbridge')).detail;
const ok = {
  state: { ...state, value: 'OK', timestamp: new Date().toISOString() },
  previousState: { ...state, value: 'ALARM' },
};
const memory = over(metric('CWAgent', 'mem_used_percent'));
const buckets = over(metric('AlarmResponder/dev', 'WatchedBucketAccess'));
const math = over(metric('AWS/EC2', 'CPUUtilization'), { id: 'e1', expression: 'm1 * 2', returnData: true });
const oneOfEach = over(metric('AWS/EC2', 'NetworkIn'), metric('AWS/RDS', 'CPUUtilization'));

const NOTIFIER = ['slackNotifier'];
const BOTH = ['cpuAlerter', 'slackNotifier'];

describe('a change of an alarm’s state, by EventBridge (`allAlarms`)', () => {
  it.each<[string, unknown, string[]]>([
    ['of an instance’s alarm of ours', eventOf(`${stack} i-0a1b2c3d4e5f60718 cpu-high`), []],
    ['of our alarm over buckets', eventOf(`${stack} watched-bucket-access`, buckets), []],
    ['of an alarm on the service', eventOf(`${stack}-watchdog slackNotifier errors`, memory), []],
    ['of the canary', eventOf(`${stack}-canary`, memory), []],
    ['of the alarm that misses the canary', eventOf(`${stack}-canary-missing`, memory), []],
    [
      'of an instance’s alarm of another stage',
      eventOf(`${stack}-2 i-0a1b2c3d4e5f60718 memory-high`, memory),
      NOTIFIER,
    ],
    ['of another stage’s canary', eventOf(`${stack}-2-canary`, memory), NOTIFIER],
    ['of a person’s alarm', eventOf('web-1 memory', memory), NOTIFIER],
    ['of one that only contains our name', eventOf(`web of ${stack} memory`, memory), NOTIFIER],
    ['of a contributor', eventOf('idle tables', {}, 'contributor-eventbridge'), NOTIFIER],
    [
      'of an alarm over contributors',
      eventOf('idle tables', {}, 'contributors-parent-eventbridge'),
      NOTIFIER,
    ],
    ['of a composite alarm', eventOf('web-degraded', {}, 'alarm-eventbridge-composite'), NOTIFIER],
    ['of a CPU alarm in ALARM', eventOf('web-1 busy'), BOTH],
    ['of a CPU alarm of another stage', eventOf(`${stack}-2 i-0a1b2c3d4e5f60718 cpu-high`), BOTH],
    ['of a person’s alarm over buckets of ours', eventOf('exports read', buckets), BOTH],
    ['of a CPU alarm in OK', eventOf('web-1 busy', ok), NOTIFIER],
    ['of metric math over a CPU, which cpuAlerter leaves alone', eventOf('web-1 busy', math), BOTH],
    ['of an alarm over one’s namespace and another’s name', eventOf('web-1 odd', oneOfEach), NOTIFIER],
  ])('%s reaches whom it is for', async (_, event, expected) => {
    const recipients = await recipientsOf(event);
    expect(recipients.map((arn) => arn.replace(/^.*-/, '')).sort()).toEqual(expected);
  });
});

describe('an event of AWS', () => {
  const messagesAbout = async (alarm: string, before: number) =>
    (await readMessages(slackUrl)).slice(before).filter((message) => shownIn(message).includes(alarm));

  it('reaches the notifier through the deployed rule for all alarms', async () => {
    const before = (await readMessages(slackUrl)).length;
    expect(await deliver(eventOf('web-1 idle', ok))).toEqual([expect.stringMatching(/slackNotifier$/)]);
    const message = await waitFor('The message', async () => (await messagesAbout('web-1 idle', before))[0]);
    expect(message.text).toMatch(/🟢 \*i-[0-9a-f]+\*: CPU is back at /);
  });

  it('about a CPU is one message, with what was looked up', async () => {
    const before = (await readMessages(slackUrl)).length;
    await deliver(eventOf('web-1 busy'));
    const [{ attachments } = { attachments: [] }] = await waitFor('The message', async () => {
      const messages = await messagesAbout('web-1 busy', before);
      return messages.length > 0 ? messages : undefined;
    });
    expect(JSON.stringify(attachments)).toContain(
      '/var/log/messages, /var/log/httpd/error_log: no such log group',
    );
    await sleep(4_000); // Long enough for a message too many.
    expect(await messagesAbout('web-1 busy', before)).toHaveLength(1);
  });

  it('about contributors is a message for each, though they ring together, and none for all of them', async () => {
    const before = (await readMessages(slackUrl)).length;
    const timestamp = amazonTime(new Date());
    const ofContributor = (id: string, TableName: string) =>
      eventOf(
        'idle tables',
        {
          alarmContributor: { id, attributes: { TableName } },
          state: { value: 'ALARM', reason: 'Threshold Crossed', timestamp },
        },
        'contributor-eventbridge',
      );
    const all = { value: 'ALARM', reason: '2 out of 2 time series evaluated to ALARM', timestamp };
    await deliver(eventOf('idle tables', { state: all }, 'contributors-parent-eventbridge'));
    await deliver(ofContributor('6d442278dba546f6', 'orders'));
    await deliver(ofContributor('8e51a0c29f7744b3', 'carts'));
    const texts = async () => (await messagesAbout('idle tables', before)).map(({ text }) => text);
    await waitFor('Two messages', async () => (await texts()).length === 2 || undefined, texts);
    await untilDrained();
    await sleep(4_000); // Long enough for a message too many.
    expect((await texts()).toSorted()).toEqual([
      expect.stringContaining('carts'),
      expect.stringContaining('orders'),
    ]);
  });

  it('reaches nobody when no rule is for it', async () => {
    const event = {
      ...Object(eventOf('web-1 busy')),
      'detail-type': 'CloudWatch Alarm Configuration Change',
    };
    expect(await deliver(event)).toEqual([]);
  });
});

describe('an alarm over a CPU that comes by the topic and by EventBridge', () => {
  const publish = (change: AlarmEvent) =>
    new SNSClient().send(
      new PublishCommand({
        TopicArn: outputs.AlertsTopicArn,
        Message: JSON.stringify(alarmMessage(change)),
      }),
    );

  /** They are not stamped by the same clock. */
  const stampedLater = (change: AlarmEvent & { at: Date }): AlarmEvent => ({
    ...change,
    at: new Date(change.at.getTime() + 300),
  });

  /** SNS and EventBridge deliver at least once. */
  const twiceByEach = (change: AlarmEvent & { at: Date }) =>
    Promise.all([
      publish(change),
      deliver(byEventBridge(stampedLater(change))),
      publish(change),
      deliver(byEventBridge(stampedLater(change))),
    ]);

  it('notifies once, with the log lines that explain it, and once when it is over', async () => {
    const instanceId = await launch('web-7');
    const name = `busy ${instanceId}`;
    await writeLog('/var/log/syslog', instanceId, [
      [20, 'Mar  2 03:10:01 web-7 kernel: [4711.5] Out of memory: Killed process 4242 (php-fpm)'],
    ]);
    const before = (await readMessages(slackUrl)).length;
    const about = async () =>
      (await readMessages(slackUrl)).slice(before).filter((message) => shownIn(message).includes(name));
    const metric = { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: instanceId } };
    const now = new Date();
    await twiceByEach({ name, state: 'ALARM', previousState: 'OK', at: now, metric });
    await waitFor('The message', async () => (await about())[0], about);
    await untilDrained();
    const later = new Date(now.getTime() + 60_000);
    await twiceByEach({ name, state: 'OK', previousState: 'ALARM', at: later, metric });
    await waitFor('The second message', async () => (await about())[1], about);
    await untilDrained();
    await sleep(4_000); // Long enough for a message too many.
    const [ringing, ...more] = await about();
    expect(ringing?.text).toContain('🔴 *web-7*: CPU at 91.7 % (limit 50 %)');
    expect(JSON.stringify(ringing?.attachments)).toContain('Out of memory: Killed process 4242 (php-fpm)');
    expect(more.map(({ text }) => text)).toEqual([
      expect.stringContaining(`🟢 *${instanceId}*: CPU is back at 91.7 %`),
    ]);
  });
});
