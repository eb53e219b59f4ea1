import { log } from '../../shared/log';
import type { Alarm, AlarmBase } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { messagesOf } from '../../test/fixture';
import { answerCanary, canaryNotification } from './canary';
import { readProbe } from './receivers/slack/probe';

const NAME = 'alarm-responder-dev-canary';
const logged = jest.spyOn(log(), 'info').mockImplementation();

const canary = (change: Partial<AlarmBase> = {}): Alarm => ({
  ...parseAlarmMessage(messagesOf('composite')[0]),
  kind: 'other',
  name: NAME,
  state: 'ALARM',
  reason: 'daily: is anybody there?',
  ...change,
});

beforeEach(() => {
  logged.mockClear();
  process.env.CANARY_ALARM = NAME;
});
afterAll(() => {
  delete process.env.CANARY_ALARM;
});

describe('canaryNotification', () => {
  const kindOf = (change: Partial<AlarmBase>) =>
    canaryNotification({ kind: 'alarm', alarm: canary(change) }).kind;

  it.each<[string, Partial<AlarmBase>, string]>([
    ['the schedule’s question alone', {}, 'alarm'],
    ['alone what goes back', { state: 'OK', reason: 'doctor 1f0c' }, 'alarm'],
    ['other alarms alone', { name: 'cpu', reason: 'doctor 1f0c' }, 'alarm'],
    ['nothing of what somebody asks', { reason: 'doctor 1f0c' }, 'notification'],
  ])('leaves %s', (_, change, expected) => {
    expect(kindOf(change)).toBe(expected);
  });

  it('leaves all alarms alone where there is no canary', () => {
    delete process.env.CANARY_ALARM;
    expect(kindOf({ reason: 'doctor 1f0c' })).toBe('alarm');
  });

  it('answers who asks, and calls nobody', () => {
    const alarm = canary({ reason: 'doctor 1f0c' });
    expect(canaryNotification({ kind: 'alarm', alarm })).toMatchObject({
      notification: {
        alarm: undefined,
        severity: 'info',
        title: 'Canary doctor 1f0c',
        text: 'Somebody asked whether an alarm reaches this channel. It does; there is nothing to do.',
        at: alarm.changedAt,
        account: alarm.account,
        region: alarm.region,
      },
    });
  });

  it('is another incident each time, so that none waits for another', () => {
    const incidentOf = (reason: string) => {
      const made = canaryNotification({ kind: 'alarm', alarm: canary({ reason }) });
      return made.kind === 'notification' ? made.notification.incident : undefined;
    };
    expect(incidentOf('doctor 1f0c')).toMatch(/^notification /);
    expect(incidentOf('doctor 1f0c')).not.toBe(incidentOf('doctor 2a2a'));
  });
});

describe('answerCanary', () => {
  const ask = (status: number, word: string) =>
    answerCanary(canary(), {
      webhookUrl: async () => 'https://hooks.slack.com/services/T0/B0/secret',
      probeWebhook: async () => readProbe(status, word),
    });

  it('logs a metric when Slack would take a message', async () => {
    expect(await ask(400, 'no_text')).toBe(
      'the webhook is alive: it refused an empty message with no_text (HTTP 400)',
    );
    const [, line] = logged.mock.calls[0] ?? [];
    expect(line).toEqual({
      why: expect.any(String),
      Alarm: NAME,
      CanarySeen: 1,
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'alarm-responder',
            Dimensions: [['Alarm']],
            Metrics: [{ Name: 'CanarySeen', Unit: 'Count' }],
          },
        ],
      },
    });
  });

  it('takes a word that may mean both for alive', async () => {
    await ask(400, 'missing_text_or_fallback_or_attachments');
    expect(logged).toHaveBeenCalledTimes(1);
  });

  it.each([
    [404, 'no_service', true],
    [503, 'upstream', false],
    [429, 'rate_limited', false],
  ])('fails without a metric on HTTP %i %s', async (status, word, permanent) => {
    await expect(ask(status, word)).rejects.toMatchObject({
      name: 'SlackError',
      permanent,
      message: expect.stringContaining(`${word} (HTTP ${status})`),
    });
    expect(logged).not.toHaveBeenCalled();
  });

  it('has no answer to other alarms, and asks nobody when the canary goes back', async () => {
    const verbs = { webhookUrl: jest.fn(), probeWebhook: jest.fn() };
    expect(await answerCanary(canary({ name: 'cpu' }), verbs)).toBeUndefined();
    expect(await answerCanary(canary({ state: 'OK' }), verbs)).toBe('the canary has gone back');
    expect(verbs.webhookUrl).not.toHaveBeenCalled();
  });

  it('asks nobody in a dry run', async () => {
    const probe = jest.fn();
    await answerCanary(canary(), { webhookUrl: async () => undefined, probeWebhook: probe });
    expect(probe).not.toHaveBeenCalled();
  });
});
