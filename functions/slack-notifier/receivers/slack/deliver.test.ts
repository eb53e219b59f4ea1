import { ConfigError, SlackError, StoreError } from '../../../../shared/errors';
import { failing, message, setUp, silenceLog, WEBHOOK } from '../../../../test/slack-notifier';
import type { Deps } from '../../deps';
import { deliverToSlack, findWebhook, renderSlack } from './deliver';

const logs = silenceLog();
const msLeft = () => 10_000;

describe('findWebhook', () => {
  it.each([
    ['its address', WEBHOOK],
    ['none in a dry run', undefined],
  ])('gives %s', async (_, url) => {
    expect(await findWebhook({ webhookUrl: async () => url })).toEqual({ url });
  });

  it.each<[string, unknown, object]>([
    [
      'refused when somebody must mend what is configured',
      new ConfigError('KMS_ENCRYPTED_HOOK_URL cannot be decrypted'),
      { answer: 'refused', why: 'KMS_ENCRYPTED_HOOK_URL cannot be decrypted' },
    ],
    [
      'tried again when KMS does not answer',
      new Error('timeout'),
      { answer: 'retry', why: 'timeout', isUnavailable: true },
    ],
    [
      'said without secrets',
      new Error('password=hunter2'),
      { answer: 'retry', why: 'password=‹password›', isUnavailable: true },
    ],
  ])('is %s', async (_, error, unavailable) => {
    expect(await findWebhook({ webhookUrl: failing(error) })).toEqual({ unavailable });
  });
});

describe('renderSlack', () => {
  const { deps } = setUp();
  const PLACE = { PROJECT: 'shop', ENVIRONMENT: 'production', SLACK_CHANNEL: '#ops' };
  afterEach(() => {
    for (const name of Object.keys(PLACE)) Reflect.deleteProperty(process.env, name);
  });

  it('says where it comes from, and calls whom config/ names', () => {
    Object.assign(process.env, PLACE);
    const mentions = () => ({ critical: ['here'] });
    const posted = renderSlack(message({ facts: {} }), { mentions });
    expect(posted).toMatchObject({ text: '<!here> 🔴 *web*: down', channel: '#ops' });
    expect(JSON.stringify(posted)).toContain('shop  ·  production');
  });

  it('is in bare words when something in it cannot be shown, and logs why', () => {
    const odd = message({ at: new Date(Number.NaN), links: [{ text: 'Alarm', url: 'https://x.y/' }] });
    expect(renderSlack(odd, deps)).toEqual(renderSlack(message({ facts: {}, at: undefined }), deps));
    expect(logs.error).toHaveBeenCalledWith('rendered without extras', { why: 'Invalid time value' });
  });
});

describe('deliverToSlack', () => {
  const deliverWith = (change: Partial<Deps>) =>
    deliverToSlack(message(), WEBHOOK, msLeft, setUp(change).deps);

  it('is delivered when Slack has taken it', async () => {
    const postMessage = jest.fn(async () => {});
    expect(await deliverWith({ postMessage })).toEqual({ answer: 'delivered' });
    expect(postMessage.mock.calls).toEqual([[WEBHOOK, renderSlack(message(), setUp().deps), msLeft]]);
  });

  it.each<[string, unknown, object]>([
    [
      'refused for good',
      new SlackError('no_service (HTTP 404)', true),
      { answer: 'refused', why: 'no_service (HTTP 404)', isOfMessage: false },
    ],
    [
      'tried again when Slack fails for now',
      new SlackError('bad gateway (HTTP 502)', false),
      { answer: 'retry', why: 'bad gateway (HTTP 502)' },
    ],
    [
      'tried again after what Slack asks for',
      new SlackError('rate_limited (HTTP 429)', false, { retryAfter: 30_000 }),
      { answer: 'retry', why: 'rate_limited (HTTP 429)' },
    ],
    ['tried again on what nobody has thought of', 'odd', { answer: 'retry', why: 'odd' }],
    [
      'said without secrets',
      new SlackError('token=abcdef0123', true),
      { answer: 'refused', why: 'token=‹token›', isOfMessage: false },
    ],
  ])('is %s', async (_, error, answer) => {
    expect(await deliverWith({ postMessage: failing(error) })).toEqual(answer);
  });

  it('makes everybody back off when Slack asks for a pause, and only then', async () => {
    const backOff = jest.fn(async () => {});
    await deliverWith({
      backOff,
      postMessage: failing(new SlackError('busy', false, { retryAfter: 30_000 })),
    });
    await deliverWith({ backOff, postMessage: failing(new SlackError('bad gateway', false)) });
    expect(backOff.mock.calls).toEqual([[30_000]]);
  });

  it('never throws, even where the message cannot be made', async () => {
    const mentions = () => {
      throw new StoreError('no configuration');
    };
    expect(await deliverWith({ mentions })).toEqual({ answer: 'retry', why: 'no configuration' });
  });
});
