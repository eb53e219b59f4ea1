import fc from 'fast-check';
import { delivery } from '../functions/slack-notifier/delivery/delivery';
import { eventNames, fixture } from '../test/fixture';
import { changed } from '../test/slack-notifier';
import { readDeadLetter } from './dead-letter';

const deadLetter = (body: unknown, owner = 'slackNotifier', attributes: Record<string, string> = {}) =>
  readDeadLetter(
    {
      id: '1',
      receipt: 'r',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      sentAt: new Date(0),
      attributes,
    },
    owner,
  );

const failure = (requestPayload: unknown, key = 'slackNotifier') => ({
  version: '1.0',
  timestamp: '2026-03-01T10:00:00.000Z',
  requestContext: {
    requestId: 'r-1',
    functionArn: `arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-${key}:$LATEST`,
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload,
  responsePayload: { errorType: 'SlackError', errorMessage: 'Slack answered 404: no_service' },
});

/** As SNS puts it into a queue, beside its own keys. */
const envelope = (name: string) => {
  const [record] = Object(fixture(name)).Records;
  const { MessageId, TopicArn, Subject, Message, Timestamp } = record.Sns;
  return { Type: 'Notification', MessageId, TopicArn, Subject, Message, Timestamp };
};

describe('readDeadLetter', () => {
  it('takes the event out of a failure record, with the error', () => {
    expect(deadLetter(failure(fixture('alarm')))).toEqual({
      what: 'Example alarm name: DeliveryErrors at 10 (limit 1)',
      error: 'SlackError: Slack answered 404: no_service',
      way: { to: 'function', event: fixture('alarm') },
    });
  });

  it('sends what cpuAlerter failed on back into the notifier’s work queue, where it lay', () => {
    expect(deadLetter(failure(fixture('cpu-high'), 'cpuAlerter')).way).toEqual({ to: 'work queue' });
    expect(deadLetter(failure(fixture('cpu-high'), 'cpuAlerter'), 'cpuAlerter').way).toEqual({
      to: 'function',
      event: fixture('cpu-high'),
    });
  });

  it('makes of what SNS could not deliver the event that it would have delivered', () => {
    const undelivered = deadLetter(envelope('cpu-high'), 'cpuAlerter', {
      ErrorCode: 'AccessDenied',
      ErrorMessage: 'no permission',
    });
    const { Message, MessageId, TopicArn } = envelope('cpu-high');
    expect(undelivered).toMatchObject({
      what: 'web-1: CPU at 91.7 % (limit 50 %)',
      error: 'AccessDenied: no permission',
      way: {
        to: 'function',
        event: { Records: [{ EventSource: 'aws:sns', Sns: { Message, MessageId, TopicArn } }] },
      },
    });
  });

  it('takes what EventBridge could not deliver as it is', () => {
    const attributes = { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'not authorized' };
    expect(deadLetter(fixture('trail-stopped'), 'trailReenabler', attributes)).toEqual({
      what: 'AWS API Call via CloudTrail',
      error: 'NO_PERMISSIONS: not authorized',
      way: { to: 'function', event: fixture('trail-stopped') },
    });
  });

  it('sends what the notifier had put off back into its work queue', () => {
    expect(deadLetter(delivery(changed('web-1'), ['slack', 'sms']))).toEqual({
      what: 'web-1: down',
      error: 'not yet delivered to slack, sms',
      way: { to: 'work queue' },
    });
  });

  it('does the same with what version 1 had put off', () => {
    const card = {
      tone: 'critical',
      title: 'web-1: down',
      summary: 'ALARM: web-1 — It is down.',
      paragraphs: ['It is down.', ''],
      facts: { State: 'OK → ALARM' },
      details: [],
      links: [],
      at: '2026-03-01T09:59:00.000Z',
    };
    const item = {
      id: 'arn:aws:cloudwatch:…:alarm:web-1 ALARM 2026-03-01T09:59:00.000Z',
      about: 'ALARM web-1',
      card,
    };
    expect(deadLetter({ type: 'alarm-responder.deferred', version: 1, due: ['subscribers'], item })).toEqual({
      what: 'web-1: down',
      error: 'not yet delivered to subscribers',
      way: { to: 'work queue' },
    });
  });

  it.each([
    ['from SNS', envelope('process-down')],
    ['in a failure record', failure(fixture('process-down'))],
    ['as an event', fixture('process-down')],
    ['that is none', { Records: [] }],
    ['that looks like an event of EventBridge', { ...Object(fixture('process-down')), 'detail-type': 'odd' }],
  ])('never hands an alarm %s to the restarter', (_, body) => {
    expect(deadLetter(body, 'processRestarter').way).toEqual({
      to: 'nobody',
      why: 'it asks for a restart: see how the process is, and restart it by hand',
    });
  });

  it.each(['restart-finished', 'restart-check'])('hands %s to the restarter: it only notifies', (name) => {
    expect(deadLetter(fixture(name), 'processRestarter').way).toEqual({
      to: 'function',
      event: fixture(name),
    });
  });

  it('leaves mails where they are', () => {
    expect(deadLetter(envelope('alarm'), 'mail').way).toEqual({
      to: 'nobody',
      why: 'a mail that could not be delivered',
    });
  });

  it('leaves what it cannot read, and says so', () => {
    const unread = { to: 'nobody', why: expect.stringMatching(/^it cannot be read: /) };
    expect(deadLetter('{"cut').way).toEqual(unread);
    expect(deadLetter({ ...failure({}), requestContext: { functionArn: 1 } }).way).toEqual(unread);
    expect(deadLetter({ ...delivery(changed('web-1')), version: 3 }).way).toEqual(unread);
  });

  it('shows foreign text on one line, without secrets and without what steers a terminal', () => {
    const thrown = { errorMessage: 'one\ntwo \u001b[2J\u202e password=hunter2hunter2' };
    expect(deadLetter({ ...failure(fixture('alarm')), responsePayload: thrown }).error).toBe(
      'one two password=‹password›',
    );
  });

  it.each(eventNames())('knows a way for %s', (name) => {
    expect(deadLetter(fixture(name)).way.to).toBe('function');
  });

  it('reads anything at all', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom('slackNotifier', 'processRestarter'),
        (body, owner) => {
          const { what, way } = deadLetter(body, owner);
          expect(what.length).toBeLessThanOrEqual(100);
          expect(way).toBeDefined();
        },
      ),
    );
  });
});
