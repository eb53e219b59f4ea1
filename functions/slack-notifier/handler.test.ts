import { fixture, messagesOf } from '../../events/fixture';
import { SlackError } from '../../shared/errors';
import { log } from '../../shared/log';
import { createHandler, type Deps } from './handler';

const URL = 'https://hooks.slack.com/services/T0/B0/secret';
const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 15_000 };

const logged = jest.spyOn(log(), 'info').mockImplementation();
const complained = jest.spyOn(log(), 'error').mockImplementation();
afterEach(() => jest.clearAllMocks());

function setUp(change: Partial<Deps> = {}) {
  const postMessage = jest.fn<Promise<void>, Parameters<Deps['postMessage']>>().mockResolvedValue(undefined);
  const deps: Deps = {
    webhookUrl: async () => URL,
    postMessage,
    quiet: () => ({ ok: 'after-alarm', insufficientData: 'after-alarm' }),
    mentions: () => ({ critical: [], warning: [], info: [] }),
    okToldBy: async () => undefined,
    ...change,
  };
  return { handle: createHandler(deps), postMessage };
}

describe('handler', () => {
  it('tells an alarm', async () => {
    const { handle, postMessage } = setUp();
    expect(await handle(fixture('alarm'), context)).toEqual([
      { signal: 'ALARM Example alarm name', outcome: 'told', why: 'the alarm is in ALARM' },
    ]);
    expect(postMessage).toHaveBeenCalledTimes(1);
    expect(postMessage.mock.calls[0]?.[0]).toBe(URL);
    expect(postMessage.mock.calls[0]?.[1].text).toContain('Example alarm name');
  });

  it('keeps quiet about what nobody waits for, and logs why', async () => {
    const { handle, postMessage } = setUp({ quiet: () => ({ ok: 'never', insufficientData: 'never' }) });
    expect(await handle(fixture('alarm-ok'), context)).toMatchObject([
      { outcome: 'not told', why: 'OK is never told' },
    ]);
    expect(postMessage).not.toHaveBeenCalled();
    expect(logged).toHaveBeenCalledWith('not told', {
      requestId: 'request-1',
      signal: expect.stringMatching(/^OK /),
      alarm: expect.stringContaining('cpu-high'),
      state: 'OK',
      why: 'OK is never told',
      ms: expect.any(Number),
    });
  });

  it('shows the message instead of sending it when there is no webhook', async () => {
    const { handle, postMessage } = setUp({ webhookUrl: async () => undefined });
    expect(await handle(fixture('notice'), context)).toMatchObject([
      { outcome: 'dry run', message: { text: /./ } },
    ]);
    expect(postMessage).not.toHaveBeenCalled();
  });

  it('tries every record, then fails with the names of those that could not be told', async () => {
    const { handle, postMessage } = setUp();
    postMessage.mockRejectedValueOnce(
      new SlackError('Slack refused the message: invalid_blocks (HTTP 400)', true),
    );
    const [alarm] = Object(fixture('alarm')).Records;
    await expect(handle({ Records: [alarm, alarm] }, context)).rejects.toThrow(
      /^1 of 2 could not be told: \w+ .+: Slack refused the message: invalid_blocks \(HTTP 400\)$/,
    );
    expect(postMessage).toHaveBeenCalledTimes(2);
    expect(complained).toHaveBeenCalledWith(
      'failed',
      expect.objectContaining({ why: expect.stringContaining('invalid_blocks') }),
    );
  });

  it('leaves a CPU alarm to cpuAlerter, unless that has failed', async () => {
    const { handle, postMessage } = setUp();
    expect(await handle(fixture('cpu-high'), context)).toMatchObject([
      { outcome: 'not told', why: 'cpuAlerter tells it' },
    ]);
    expect(postMessage).not.toHaveBeenCalled();
    const failure = { ...Object(messagesOf('failure-record')[0]), requestPayload: fixture('cpu-high') };
    expect(await handle(failure, context)).toMatchObject([{ outcome: 'told' }]);
    expect(postMessage.mock.calls[0]?.[1].text).toContain('cpu-high');
  });

  it('tells a CPU alarm that came by EventBridge, which cpuAlerter does not get', async () => {
    const { handle } = setUp();
    expect(await handle(fixture('alarm-eventbridge'), context)).toMatchObject([{ outcome: 'told' }]);
  });

  it('leaves the OK of an alarm to its sibling that recovers last', async () => {
    const { handle, postMessage } = setUp({ okToldBy: async () => 'web-1 warning' });
    expect(await handle(fixture('alarm-ok'), context)).toMatchObject([
      { outcome: 'not told', why: 'the OK of web-1 warning is told instead' },
    ]);
    expect(postMessage).not.toHaveBeenCalled();
  });

  it('tells a malformed event with the path of what is wrong', async () => {
    const { handle, postMessage } = setUp();
    await handle({ Records: [{ Sns: { Message: 42 } }] }, context);
    expect(JSON.stringify(postMessage.mock.calls[0]?.[1])).toContain('Records.0.Sns.MessageId');
  });

  it('never logs the webhook’s address', async () => {
    const { handle, postMessage } = setUp();
    await handle(fixture('alarm'), context);
    postMessage.mockRejectedValueOnce(new SlackError('Slack could not be reached: socket hang up', false));
    await expect(handle(fixture('alarm'), context)).rejects.toThrow();
    expect(complained).toHaveBeenCalledTimes(1);
    expect(JSON.stringify([...logged.mock.calls, ...complained.mock.calls])).not.toContain('secret');
  });
});
