import { fixture, messagesOf } from '../../test/fixture';
import { batchOf, changed, context, minute, NOW, setUp, silenceLog } from '../../test/slack-notifier';
import { delivery } from './delivery/delivery';
import { drain } from './drain';
import { createHandler } from './handler';
import { readLetter } from './letter';
import { parseDeferredV1, parseNoticeV1 } from './version-1';

silenceLog();

const ARN = 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web-5xx';

/** What version 1 made of an alarm, as it lies in the queue. */
const card = {
  tone: 'critical',
  title: 'ALARM: web-5xx',
  summary: 'ALARM: web-5xx — 12 errors.',
  paragraphs: ['12 errors.', 'Look at the load balancer.'],
  facts: { Resource: 'LoadBalancer web', State: 'OK → ALARM' },
  details: [],
  links: [{ text: 'Alarm', url: 'https://console.aws.amazon.com/alarm' }],
  at: '2026-03-02T03:11:00.000Z',
};
const deferred = (item: object = {}, due = ['slack', 'subscribers', 'sms'], cardChange: object = {}) => ({
  type: 'alarm-responder.deferred',
  version: 1,
  due,
  item: {
    id: `${ARN} ALARM 2026-03-02T03:11:00.000Z`,
    about: 'ALARM web-5xx',
    card: { ...card, ...cardChange },
    ...item,
  },
});
const okOf = (id: string) =>
  deferred({ id }, undefined, {
    tone: 'good',
    title: 'OK: web-5xx',
    paragraphs: [''],
    at: '2026-03-02T03:11:30.000Z',
  });

describe('parseNoticeV1', () => {
  const [notice] = messagesOf('notice').map(Object);
  const { fields, links, details, account, region, ...least } = notice;

  it('is the notification that says the same', () => {
    expect(parseNoticeV1(notice)).toEqual({
      type: 'alarm-responder.notification',
      version: 2,
      id: expect.stringMatching(/^1772366405000:[0-9a-f]{16}$/),
      incident: expect.stringMatching(/^notification 1772366405000:[0-9a-f]{16}$/),
      alarm: undefined,
      kind: undefined,
      severity: 'critical',
      title: notice.title,
      text: notice.text,
      at: new Date('2026-03-01T12:00:05Z'),
      account: '123456789012',
      region: 'ap-northeast-2',
      facts: { Instance: 'web-1 (i-0a1b2c3d4e5f60718)', Unit: 'httpd' },
      links,
      details,
    });
  });

  it('needs none of its optional parts', () => {
    expect(parseNoticeV1(least)).toMatchObject({ facts: {}, links: [], details: [], title: notice.title });
  });

  it('is the same when it is published again', () => {
    expect(parseNoticeV1(notice).id).toBe(parseNoticeV1({ ...notice, text: 'It still is.' }).id);
  });

  it('keeps its kind, which some subscribe to whatever the severity', () => {
    expect(parseNoticeV1({ ...notice, kind: 'instance-stopped' }).kind).toBe('instance-stopped');
  });

  it('refuses one without its words', () => {
    expect(() => parseNoticeV1({ ...notice, title: undefined })).toThrow(
      'Not a notice: expected string at title, got undefined',
    );
  });
});

describe('parseDeferredV1', () => {
  it('is the delivery that says the same, of the alarm’s change', () => {
    expect(parseDeferredV1(deferred())).toEqual({
      type: 'alarm-responder.delivery',
      version: 2,
      pending: ['slack', 'subscribers', 'sms'],
      notification: {
        type: 'alarm-responder.notification',
        version: 2,
        id: `${Date.UTC(2026, 2, 2, 3, 11)}:ALARM`,
        incident: `alarm ${ARN}`,
        alarm: { name: 'web-5xx', state: 'ALARM', previousState: undefined, suppressed: undefined },
        kind: undefined,
        severity: 'critical',
        title: 'ALARM: web-5xx',
        text: '12 errors.\n\nLook at the load balancer.',
        at: new Date('2026-03-02T03:11:00Z'),
        account: undefined,
        region: undefined,
        facts: card.facts,
        links: card.links,
        details: [],
      },
    });
  });

  it.each([
    [`${ARN} OK 2026-03-02T03:11:00.518Z`, '1772421060518:OK', `alarm ${ARN}`, 'web-5xx'],
    [
      `${ARN} INSUFFICIENT_DATA 2026-03-02T03:11:00.000Z`,
      '1772421060000:INSUFFICIENT_DATA',
      `alarm ${ARN}`,
      'web-5xx',
    ],
    [
      'Example alarm name ALARM 2017-01-12T16:30:42.236Z',
      '1484238642236:ALARM',
      'alarm Example alarm name',
      'Example alarm name',
    ],
    [
      `${ARN}: OK or ALARM ALARM 2026-03-02T03:11:00.000Z`,
      '1772421060000:ALARM',
      `alarm ${ARN}: OK or ALARM`,
      'web-5xx: OK or ALARM',
    ],
  ])('knows the alarm by %s', (id, changeId, incident, name) => {
    const { notification } = parseDeferredV1(deferred({ id }));
    expect([notification.id, notification.incident, notification.alarm?.name]).toEqual([
      changeId,
      incident,
      name,
    ]);
  });

  it('stands alone when it is of no alarm', () => {
    expect(
      parseDeferredV1(deferred({ id: '51de2fb5-fc56-5cb3-8e62-b243b58ec564' })).notification,
    ).toMatchObject({
      id: '51de2fb5-fc56-5cb3-8e62-b243b58ec564',
      incident: 'notification 51de2fb5-fc56-5cb3-8e62-b243b58ec564',
      alarm: undefined,
    });
  });

  it('has no time where nobody knew it', () => {
    const { at: _, ...timeless } = card;
    const { notification } = parseDeferredV1(deferred({ id: 'm-1', card: timeless }));
    expect(notification.at).toBeUndefined();
  });

  it('is due to those alone who have not got it', () => {
    expect(parseDeferredV1(deferred({}, ['slack'])).pending).toEqual(['slack']);
  });

  it('keeps its kind, which some subscribe to whatever the severity', () => {
    const { notification } = parseDeferredV1(deferred({ kind: 'instance-stopped' }));
    expect(notification.kind).toBe('instance-stopped');
  });

  it('refuses one without its words', () => {
    expect(() => parseDeferredV1(deferred({ card: {} }))).toThrow('Not a deferred message: expected');
  });
});

describe('what version 1 has left', () => {
  const bodies = (...letters: object[]): string[] => letters.map((one) => JSON.stringify(one));

  it('in the queue is delivered to all who have not got it', async () => {
    const { deps, did } = setUp();
    expect(await drain(batchOf(bodies(deferred())), context, deps)).toEqual({ batchItemFailures: [] });
    expect(did.posted).toMatchObject([{ text: '🔴 ALARM: web-5xx' }]);
    expect(did.published).toMatchObject([{ subject: '🔴 ALARM: web-5xx' }]);
  });

  it('among the dead letters is delivered to those alone who have not got it', async () => {
    const { deps, did } = setUp();
    await drain(batchOf(bodies(deferred({}, ['subscribers']))), context, deps);
    expect([did.posted.length, did.published.length]).toEqual([0, 1]);
    const slack = setUp();
    await drain(batchOf(bodies(deferred({}, ['slack']))), context, slack.deps);
    expect([slack.did.posted.length, slack.did.published.length]).toEqual([1, 0]);
  });

  it('in the topic is delivered', async () => {
    const { deps, did } = setUp({ now: () => new Date('2026-03-01T12:00:06Z') });
    expect(await createHandler(deps)(fixture('notice'), context)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.posted).toMatchObject([{ text: '🔴 httpd on web-1 did not come back' }]);
  });

  it('of an alarm is one with what version 2 says of it, in order, whichever lies first', async () => {
    const next = changed('web-5xx', 'ALARM', {
      incident: `alarm ${ARN}`,
      at: minute(12),
      alarm: { name: 'web-5xx', state: 'ALARM', previousState: 'OK', suppressed: undefined },
    });
    const letters = bodies(delivery(next), okOf(`${ARN} OK 2026-03-02T03:11:30.000Z`), deferred());
    for (const order of [letters, letters.toReversed()]) {
      const { deps, did } = setUp();
      expect(await drain(batchOf(order), context, deps)).toEqual({ batchItemFailures: [] });
      expect(did.posted).toMatchObject([
        {
          text: '🔴 *web-5xx*: down',
          attachments: [
            {
              blocks: [
                { text: { text: '12:11 ALARM → 12:11 OK → 12:12 ALARM (KST).\nFor 5 minutes.' } },
                {},
                {},
              ],
            },
          ],
        },
      ]);
    }
  });

  it('notifies once when version 2 has it as well', async () => {
    const same = changed('web-5xx', 'ALARM', { incident: `alarm ${ARN}`, at: minute(11) });
    const { deps, did } = setUp();
    const event = batchOf(bodies(deferred(), delivery(same)));
    expect(await drain(event, context, deps)).toEqual({ batchItemFailures: [] });
    expect([did.posted.length, did.published.length]).toEqual([1, 1]);
    expect(await drain(batchOf(bodies(delivery(same))), context, deps)).toEqual({ batchItemFailures: [] });
    expect(did.posted).toHaveLength(1);
  });

  it('and cannot be read is no delivery', () => {
    const body = JSON.stringify({ type: 'alarm-responder.deferred', version: 1, due: ['slack'] });
    expect(() => readLetter({ body, messageId: 'm-1' })).toThrow('Not a deferred message: expected');
  });

  it('is late when it comes so', async () => {
    const { deps, did } = setUp({ now: () => new Date(NOW.getTime() + 3_600_000) });
    await drain(batchOf(bodies(deferred())), context, deps);
    expect(did.posted).toMatchObject([{ text: '🔴 ALARM: web-5xx (late: 12:11 KST)' }]);
  });
});
