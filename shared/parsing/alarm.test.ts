import { fixture, messagesOf } from '../../test/fixture';
import { type Alarm, hasContributors } from './alarm';
import { parseAlarmStateChange } from './alarm-event';
import { parseAlarmMessage } from './alarm-message';

const parent = parseAlarmStateChange(fixture('contributors-parent-eventbridge'));
const because = (reason: string): Alarm => ({ ...parent, reason });

describe('hasContributors', () => {
  it.each<[string, Alarm, boolean]>([
    ['the alarm over them', parent, true],
    ['the same back in OK', because('0 out of 6 time series evaluated to ALARM'), true],
    ['the same, counted by OK', because('6 out of 6 time series evaluated to OK'), true],
    ['one of them by EventBridge', parseAlarmStateChange(fixture('contributor-eventbridge')), false],
    ['one of them by SNS', parseAlarmMessage(messagesOf('contributor')[0]), false],
    [
      'one of them whose reason is a count as well',
      { ...parent, contributor: { id: '6d442278dba546f6', attributes: {} } },
      false,
    ],
    ['an alarm over one metric', parseAlarmStateChange(fixture('alarm-eventbridge')), false],
    ['metric math', parseAlarmMessage(messagesOf('math')[0]), false],
    [
      'the words in the middle of a reason',
      because('by hand: 6 out of 6 time series evaluated to OK'),
      false,
    ],
    ['no data', because('6 out of 6 time series evaluated to INSUFFICIENT_DATA'), false],
  ])('of %s', (_, alarm, expected) => {
    expect(hasContributors(alarm)).toBe(expected);
  });
});
