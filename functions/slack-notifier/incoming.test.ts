import fc from 'fast-check';
import { fixture, messagesOf } from '../../test/fixture';
import { readIncoming, readIncomingEvents } from './incoming';
import { parseDeferredV1 } from './version-1';

const [record] = Object(fixture('cpu-high')).Records;
const sns = (message: unknown) => ({
  Records: [
    {
      ...record,
      Sns: { ...record.Sns, Message: typeof message === 'string' ? message : JSON.stringify(message) },
    },
  ],
});
const [alarm] = messagesOf('cpu-high').map(Object);
const [failure] = messagesOf('failure-record').map(Object);

describe('readIncoming', () => {
  it.each<[string, unknown, string[]]>([
    ['an alarm by SNS', fixture('alarm'), ['alarm']],
    ['an alarm by EventBridge', fixture('alarm-eventbridge'), ['alarm']],
    ['an alarm that calls the function itself', fixture('alarm-direct'), ['alarm']],
    ['two records', fixture('two-records'), ['alarm', 'alarm']],
    ['a contributor to an alarm', fixture('contributor-eventbridge'), ['alarm']],
    ['a notification', fixture('notification'), ['notification']],
    ['a notification by itself', messagesOf('notification')[0], ['notification']],
    ['a notice of version 1', fixture('notice'), ['notification']],
    ['a failure record', fixture('failure-record'), ['failure']],
    ['a failure record by itself', failure, ['failure']],
    ['a sentence', fixture('plain-text'), ['text']],
    ['a number', sns('42'), ['text']],
    ['null', sns('null'), ['text']],
    ['nothing', undefined, ['text']],
    ['records of something else', { Records: [{ eventSource: 'aws:s3' }] }, ['text']],
    ['no records', { Records: [] }, ['text']],
  ])('recognises %s', (_, event, kinds) => {
    expect(readIncoming(event).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('takes a malformed alarm as text and says what is wrong with it', () => {
    expect(readIncoming(sns({ ...alarm, StateChangeTime: 42 }))).toMatchObject([
      { kind: 'text', problem: 'Not a CloudWatch alarm: expected string at StateChangeTime, got 42' },
    ]);
  });

  it('takes a notification of a version it does not know as text', () => {
    const [published] = messagesOf('notification').map(Object);
    expect(readIncoming(sns({ ...published, version: 3 }))).toMatchObject([
      { kind: 'text', problem: 'Not a notification: expected 2 at version, got 3' },
    ]);
  });

  it('finds the original alarm in a failure record', () => {
    expect(readIncoming(fixture('failure-record'))).toMatchObject([
      { kind: 'failure', nested: [{ kind: 'alarm', alarm: { name: 'httpd-process-down' } }] },
    ]);
  });

  it('takes a failure inside a failure as text', () => {
    const nested = { ...failure, requestPayload: sns(failure) };
    expect(readIncoming(sns(nested))).toMatchObject([{ kind: 'failure', nested: [{ kind: 'text' }] }]);
  });

  it('drops nothing and never throws, whatever comes', () => {
    const message = fc.oneof(fc.json(), fc.string(), fc.constant(JSON.stringify(alarm)));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), message.map(sns)), (event) => {
        expect(readIncoming(event).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('explainedVia', () => {
  const explainedVia = (event: unknown) =>
    readIncoming(event).map((one) => (one.kind === 'alarm' ? one.explainedVia : one.kind));
  const byEventBridge = Object(fixture('alarm-eventbridge'));
  const direct = {
    ...Object(fixture('alarm-direct')),
    alarmData: byEventBridge.detail,
    alarmArn: byEventBridge.resources[0],
  };

  it.each<[string, unknown, unknown[]]>([
    ['an alarm by a topic', fixture('cpu-high'), ['topic']],
    ['an alarm by EventBridge', byEventBridge, ['allAlarms']],
    ['an event of EventBridge by a topic', sns(byEventBridge), [undefined]],
    ['an alarm that calls the function itself', direct, [undefined]],
    ['an SNS message without its topic', alarm, [undefined]],
    ['an alarm that no log explains', fixture('process-down'), [undefined]],
    ['the OK of one that a log explains', fixture('alarm-ok'), [undefined]],
    ['two records', fixture('two-records'), ['topic', undefined]],
    ['a notification about such an alarm', fixture('notification'), ['notification']],
  ])('of %s', (_, event, expected) => {
    expect(explainedVia(event)).toEqual(expected);
  });

  it.each<[string, unknown, unknown]>([
    ['a topic', fixture('cpu-high'), 'topic'],
    ['EventBridge', byEventBridge, 'allAlarms'],
  ])('is known of what cpuAlerter failed on by %s', (_, requestPayload, expected) => {
    expect(readIncoming({ ...failure, requestPayload })).toMatchObject([
      { kind: 'failure', nested: [{ kind: 'alarm', explainedVia: expected }] },
    ]);
  });
});

describe('readIncomingEvents', () => {
  const read = (event: unknown) =>
    readIncomingEvents(event, 'request-1').map(({ sourceId, at }) => [sourceId, at]);

  it.each<[string, unknown, unknown[]]>([
    ['an SNS message', fixture('cpu-high'), [[record.Sns.MessageId, new Date(record.Sns.Timestamp)]]],
    [
      'an event of EventBridge',
      fixture('alarm-eventbridge'),
      [[Object(fixture('alarm-eventbridge')).id, undefined]],
    ],
    ['anything else', { one: 1 }, [['request-1', undefined]]],
    ['an id that is none', { id: 42 }, [['request-1', undefined]]],
    ['records of something else', { Records: [{ eventSource: 'aws:s3' }] }, [['request-1', undefined]]],
  ])('gives %s an id that it has again when it is delivered again', (_, event, expected) => {
    expect(read(event)).toEqual(expected);
  });

  it('gives each record its own', () => {
    expect(new Set(read(fixture('two-records')).map(([id]) => id)).size).toBe(2);
  });
});

describe('version 1', () => {
  const [notice] = messagesOf('notice').map(Object);

  it('has notices that say the same as notifications', () => {
    expect(readIncoming(fixture('notice'))).toMatchObject([
      {
        notification: {
          version: 2,
          alarm: undefined,
          severity: 'critical',
          title: 'httpd on web-1 did not come back',
          text: notice.text,
          at: new Date('2026-03-01T12:00:05.000Z'),
          account: '123456789012',
          region: 'ap-northeast-2',
          facts: { Instance: 'web-1 (i-0a1b2c3d4e5f60718)', Unit: 'httpd' },
          links: notice.links,
          details: notice.details,
        },
      },
    ]);
  });

  it('has kinds that people asked for', () => {
    expect(readIncoming(sns({ ...notice, kind: 'instance-stopped' }))).toMatchObject([
      { notification: { kind: 'instance-stopped' } },
    ]);
    const card = {
      tone: 'info',
      title: 'web-1 is stopped',
      summary: '',
      paragraphs: [],
      facts: {},
      details: [],
      links: [],
    };
    const item = { id: '1', about: 'web-1 is stopped', kind: 'instance-stopped', card };
    expect(
      parseDeferredV1({ type: 'alarm-responder.deferred', version: 1, due: ['sms'], item }),
    ).toMatchObject({
      pending: ['sms'],
      notification: { kind: 'instance-stopped', title: 'web-1 is stopped' },
    });
  });
});
