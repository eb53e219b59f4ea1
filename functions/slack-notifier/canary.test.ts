import { fixture } from '../../events/fixture';
import { log } from '../../shared/log';
import type { Alarm, AlarmBase } from '../../shared/parsing/alarm';
import { pulseFrom } from '../../shared/slack/pulse';
import { askSlack, canaryCall } from './canary';
import { readSignals } from './signals';

const NAME = 'alarm-responder-dev-canary';
const logged = jest.spyOn(log(), 'info').mockImplementation();

function canary(change: Partial<AlarmBase> = {}): Alarm {
  const [signal] = readSignals(fixture('alarm'));
  if (signal?.kind !== 'alarm') throw new Error('expected an alarm');
  return { ...signal.alarm, name: NAME, ...change };
}

beforeEach(() => {
  logged.mockClear();
  process.env.CANARY_ALARM = NAME;
});
afterAll(() => {
  delete process.env.CANARY_ALARM;
});

describe('canaryCall', () => {
  it.each<[string, Partial<AlarmBase>, string | undefined]>([
    ['asks Slack when the schedule has set it', { reason: 'daily: is anybody there?' }, 'ask'],
    ['tells people when somebody else has', { reason: 'doctor 1f0c' }, 'tell'],
    ['does nothing when it goes back', { state: 'OK', reason: 'doctor 1f0c' }, 'nothing'],
    ['is not for other alarms', { name: 'daily' }, undefined],
  ])('%s', (_, change, expected) => {
    expect(canaryCall(canary(change))?.kind).toBe(expected);
  });

  it('is for no alarm where there is no canary', () => {
    delete process.env.CANARY_ALARM;
    expect(canaryCall(canary())).toBeUndefined();
  });

  it('tells who asks, and calls nobody', () => {
    expect(canaryCall(canary({ reason: 'doctor 1f0c' }))).toMatchObject({
      notice: { severity: 'info', title: 'Canary doctor 1f0c' },
    });
  });
});

describe('askSlack', () => {
  const ask = (status: number, word: string) =>
    askSlack(canary(), {
      webhookUrl: async () => 'https://hooks.slack.com/services/T0/B0/secret',
      pulseOf: async () => pulseFrom(status, word),
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

  it('asks nobody in a dry run', async () => {
    const pulse = jest.fn();
    await askSlack(canary(), { webhookUrl: async () => undefined, pulseOf: pulse });
    expect(pulse).not.toHaveBeenCalled();
  });
});
