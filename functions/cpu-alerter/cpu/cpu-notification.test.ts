import { parseNotification } from '../../../shared/notification';
import { parseAlarmMessage } from '../../../shared/parsing/alarm-message';
import { redactNotification } from '../../../shared/publishing';
import { messagesOf } from '../../../test/fixture';
import { alone } from '../../slack-notifier/delivery/digest';
import { slackMessage } from '../../slack-notifier/receivers/slack/render';
import { NO_HISTORY } from '../history';
import { linesBehind } from '../logs/lines-behind';
import { cpuNotification } from './cpu-notification';

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
  const chart = [`02:12 ${'▁'.repeat(60)} 03:12`, 'now 91.7 %, peak 96 % at 03:10, limit 50 %'];
  const made = cpuNotification(alarm, {
    logs,
    chart,
    history: { suffix: ', 3rd time in 24 h', remark: 'The one before took 14 min.' },
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
    expect(text).toBe('🔴 *web-1*: CPU at 91.7 % (limit 50 %), 3rd time in 24 h');
  });
});

describe('the instance of a CPU alarm', () => {
  it.each([
    [{}, 'web-1: CPU', 'i-0a1b2c3d4e5f60718'],
    [{ name: 'shop-1', type: 't3.micro', zone: 'a' }, 'shop-1: CPU', 'i-0a1b2c3d4e5f60718, t3.micro, a'],
    [{ tags: { 'aws:autoscaling:groupName': 'web' } }, 'web-1: CPU', 'i-0a1b2c3d4e5f60718, group web'],
  ])('with %j', (change, headline, fact) => {
    const findings = { logs: { details: [], links: [] }, chart: [], history: NO_HISTORY };
    const { title, facts } = cpuNotification(alarm, { ...findings, instance: { ...instance, ...change } });
    expect(title).toBe(`${headline} at 91.7 % (limit 50 %)`);
    expect(facts.instance).toBe(fact);
  });
});
