import { parseNotification } from '../../../shared/notification';
import { parseAlarmMessage } from '../../../shared/parsing/alarm-message';
import { redactNotification } from '../../../shared/publishing';
import { messagesOf } from '../../../test/fixture';
import { alone } from '../../slack-notifier/delivery/digest';
import { slackMessage } from '../../slack-notifier/receivers/slack/render';
import { linesBehind } from '../logs/lines-behind';
import { cpuNotification, instanceText } from './cpu-notification';

const alarm = parseAlarmMessage(messagesOf('cpu-high')[0]);
const instance = {
  id: 'i-1',
  state: 'running',
  tags: {},
  name: undefined,
  type: undefined,
  zone: undefined,
  launchedAt: undefined,
};
const place = { project: 'shop', environment: 'production', channel: undefined, mentions: {} };

/** The message as it is posted, with the notification on its way through SNS. */
async function messageWith(line: (index: number) => string, groups: string[]) {
  const logs = await linesBehind(
    {
      groups: groups.map((name) => ({ name, stream: '{instance_id}', noise: [] })),
      instanceId: 'i-1',
      region: 'ap-northeast-2',
      from: alarm.changedAt,
      to: alarm.changedAt,
      ms: 1_000,
    },
    async () => ({
      events: Array.from({ length: 40 }, (_, index) => ({
        at: alarm.changedAt,
        stream: 'i-1',
        message: line(index),
      })),
      next: undefined,
    }),
  );
  const chart = [`02:12 ${'▁'.repeat(60)} 03:12`, 'now 91.67 %, peak 96 % at 03:10, threshold 50 %'];
  const made = cpuNotification(alarm, {
    logs,
    chart,
    history: '3rd ALARM in 24 h, last one 14 min.',
    instance,
  });
  const notification = parseNotification(JSON.parse(JSON.stringify(redactNotification(made, undefined))));
  return slackMessage(alone(notification), place);
}

const letters = (index: number): string =>
  String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26));

describe('cpuNotification', () => {
  it.each([
    ['plain lines', (index: number) => `${letters(index)} ${'word '.repeat(60)}`],
    ['quoted lines', (index: number) => `${letters(index)} ${'"k":"v",'.repeat(40)}`],
    ['lines of another script', (index: number) => `${letters(index)} ${'한밤의 경보 '.repeat(40)}`],
  ])('arrives in Slack with all its %s and links', async (_, line) => {
    const posted = JSON.stringify(await messageWith(line, ['/var/log/syslog', '/var/log/apache2/error.log']));
    expect(posted.match(/… and \d+ more lines of \d+ other kinds```/g)).toHaveLength(2);
    expect(posted).toContain('|Logs>');
    expect(posted).not.toContain('did not fit');
  });

  it('keeps its first line short', async () => {
    const { text } = await messageWith(letters, ['/var/log/syslog']);
    expect(text).toBe(
      `🔴 ALARM: ${alarm.name} — CPUUtilization was 91.67 %, at or above 50 %, for 1 of 1 minutes.`,
    );
  });
});

describe('instanceText', () => {
  it.each([
    [{}, 'i-1'],
    [{ name: 'web-1', type: 't3.micro', zone: 'a' }, 'web-1 (i-1), t3.micro, a'],
    [{ tags: { 'aws:autoscaling:groupName': 'web' } }, 'i-1, group web'],
  ])('says of %p', (change, expected) => {
    expect(instanceText({ ...instance, ...change })).toBe(expected);
  });
});
