import fc from 'fast-check';
import { messagesOf } from '../test/fixture';
import { foreignText } from '../test/foreign-text';
import { changeId, identity, keptNotification, notification, parseNotification } from './notification';

const [published] = messagesOf('notification').map(Object);
const words = { severity: 'warning', title: 'The disk is full', text: 'It is.' } as const;
const at = new Date('2026-03-01T12:00:00Z');

describe('parseNotification', () => {
  it('reads a notification without its optional parts', () => {
    const { account, region, at, facts, links, details, ...least } = published;
    expect(parseNotification(least)).toEqual({ ...least, facts: {}, links: [], details: [] });
  });

  it('refuses a version it does not know', () => {
    expect(() => parseNotification({ ...published, version: 3 })).toThrow(
      'Not a notification: expected 2 at version, got 3',
    );
  });

  it.each(['id', 'incident'])('refuses a notification without its %s', (part) => {
    expect(() => parseNotification({ ...published, [part]: undefined })).toThrow(
      `Not a notification: expected string at ${part}, got undefined`,
    );
  });
});

describe('keptNotification', () => {
  it('reads what was kept as JSON', () => {
    const kept = notification({ ...words, at, incident: 'instance i-1' });
    expect(keptNotification(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it('takes what the version before has kept for none', () => {
    expect(keptNotification(messagesOf('notice')[0])).toBeUndefined();
  });
});

describe('notification', () => {
  const idOf = (change: object) => notification({ ...words, at, ...change }).id;

  it('is the same when it has the same title at the same time', () => {
    expect(idOf({ text: 'It still is.' })).toBe(idOf({}));
    expect(idOf({ title: 'The disk is empty' })).not.toBe(idOf({}));
    expect(idOf({ at: new Date('2026-03-01T12:00:01Z') })).not.toBe(idOf({}));
  });

  it('stands alone unless it belongs to an incident', () => {
    expect(notification({ ...words, id: 'disk 1' })).toMatchObject({
      id: 'disk 1',
      incident: 'notification disk 1',
    });
    expect(notification({ ...words, incident: 'instance i-1' }).incident).toBe('instance i-1');
  });

  it('has no time where nobody knows it', () => {
    expect(notification({ ...words, at: undefined }).at).toBeUndefined();
  });
});

describe('the id of a notification without one', () => {
  it('is derived of its time and its title, so that it is the same when it comes again', () => {
    expect(notification({ ...words, at }).id).toBe('1772366400000:ad4098d8ae2e3c4c');
    expect(notification({ ...words, at: undefined }).id).toBe(':ad4098d8ae2e3c4c');
  });

  it('is its own where it has one', () => {
    expect(notification({ ...words, at, id: 'disk 1' }).id).toBe('disk 1');
  });
});

describe('changeId', () => {
  it('holds time and state', () => {
    expect(changeId(new Date(1_646_190_684_518), 'ALARM')).toBe('1646190684518:ALARM');
  });
});

describe('identity', () => {
  const long = `alarm ${'x'.repeat(500)}`;

  it('is the text itself, where that is short and holds no secret', () => {
    const arn = 'alarm arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web 5xx';
    expect(identity(arn)).toBe(arn);
    expect(identity('x'.repeat(500))).toBe('x'.repeat(500));
  });

  it('holds no secret, and tells texts apart that differ in theirs', () => {
    expect(identity('alarm web password=hunter2')).toMatch(/^alarm web #[0-9a-f]{16}$/);
    expect(identity('alarm web password=hunter3')).not.toBe(identity('alarm web password=hunter2'));
  });

  it('tells texts apart that differ behind the cut', () => {
    expect(identity(`${long}1`)).toMatch(/^alarm #[0-9a-f]{16}$/);
    expect(identity(`${long}2`)).not.toBe(identity(`${long}1`));
  });

  it('holds no secret that is a word among words', () => {
    expect(identity('alarm bearer hunter2hunter')).toMatch(/^alarm bearer #[0-9a-f]{16}$/);
    expect(identity('alarm password is hunter2hunter checks')).toMatch(/^alarm password is #[0-9a-f]{16}$/);
  });

  it('is the same when it is asked of itself, so that whoever makes it twice means the same', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        expect(identity(identity(text))).toBe(identity(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
