import { arnOf, bySns, failureOf } from '../../test/alarm-events';
import { fixture } from '../../test/fixture';
import { changed, said } from '../../test/slack-notifier';
import { delivery } from './delivery/delivery';
import { readLetter } from './letter';

const letter = (content: unknown, messageId = 'm-1') =>
  readLetter({ body: JSON.stringify(content), messageId });

const CPU_INCIDENT = `alarm ${arnOf('alarm-responder-dev i-0a1b2c3d4e5f60718 cpu-high')}`;
const CPU_CHANGE = `${Date.UTC(2026, 2, 2, 3, 11, 24, 518)}:ALARM`;

describe('readLetter', () => {
  it.each([
    ['an alarm', delivery(changed('web'))],
    ['what is no alarm, without a time', delivery(said('The disk is full', { at: undefined }))],
    ['what some receivers have', delivery(changed('web'), ['slack'])],
  ])('reads a delivery as it was written: %s', (_, written) => {
    expect(letter(written)).toEqual([written]);
  });

  it.each([
    ['by SNS', fixture('cpu-high')],
    ['by EventBridge', fixture('alarm-eventbridge')],
  ])('takes a failure of cpuAlerter for the alarm that it was to notify of: %s', (_, event) => {
    expect(letter(failureOf(event))).toMatchObject([
      {
        pending: ['slack', 'subscribers', 'sms'],
        notification: {
          id: CPU_CHANGE,
          incident: CPU_INCIDENT,
          alarm: { state: 'ALARM', previousState: 'OK' },
          severity: 'critical',
          title: 'web-1: CPU at 91.7 % (limit 50 %), and cpuAlerter failed',
          text: expect.stringMatching(
            /^It gave up after 3 attempts \(RetriesExhausted\): InvalidInstanceId/m,
          ),
          at: new Date('2026-03-02T03:11:24.518Z'),
        },
      },
    ]);
  });

  it('takes a failure over an alarm that is others’ to notify of for itself', () => {
    const [{ notification } = delivery(said('nothing'))] = letter(failureOf(bySns(), 'processRestarter'));
    expect(notification).toMatchObject({
      id: 'failure d1c7e5a2-6f38-4b0e-9a41-57b2c83e6f90',
      incident: `alarm ${arnOf('web')}`,
      at: new Date('2022-06-28T02:00:52.418Z'),
    });
    expect(notification.alarm).toBeUndefined();
  });

  it('reads the record of a failure that came by SNS, and what the notifier itself could not handle', () => {
    expect(letter(fixture('failure-record'))).toMatchObject([
      { notification: { id: 'failure d1c7e5a2-6f38-4b0e-9a41-57b2c83e6f90' } },
    ]);
    expect(letter(fixture('notification'))).toMatchObject([
      { notification: { id: 'outcome 4d8a1f6e-92c3-4e57-b0d8-6a3f1c9e7b25' } },
    ]);
  });

  it('reads all that one message holds', () => {
    expect(letter(fixture('two-records'))).toHaveLength(2);
  });

  it.each([
    ['no JSON', '{', SyntaxError],
    ['nothing', 'null', 'Not a delivery, nor the record of a failure'],
    ['another kind of text', '"hello"', 'Not a delivery, nor the record of a failure'],
    ['an object of nobody', '{}', 'Not a delivery, nor the record of a failure'],
    [
      'a delivery of a version to come',
      JSON.stringify({ ...delivery(changed('web')), version: 3 }),
      'Not a delivery: expected 2 at version, got 3',
    ],
    [
      'a delivery to nobody that we know',
      JSON.stringify({ ...delivery(changed('web')), pending: ['pager'] }),
      'Not a delivery: expected ("slack" | "subscribers" | "sms") at pending.0, got "pager"',
    ],
    [
      'a delivery of nothing',
      JSON.stringify({ ...delivery(changed('web')), notification: {} }),
      'Not a delivery: expected "type" at notification.type, got undefined',
    ],
  ])('refuses %s', (_, body, error) => {
    expect(() => readLetter({ body, messageId: 'm-1' })).toThrow(error);
  });
});
