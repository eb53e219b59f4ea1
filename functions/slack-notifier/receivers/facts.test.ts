import { alarmNotification } from '../../../shared/alarm/notification';
import { parseAlarmMessage } from '../../../shared/parsing/alarm-message';
import { messagesOf } from '../../../test/fixture';
import { message } from '../../../test/slack-notifier';
import { alone } from '../delivery/digest';
import { factsOf } from './facts';

const origin = { project: 'shop', environment: 'production' };
const SEOUL = 'Asia Pacific (Seoul), ap-northeast-2';
const place = { account: '123456789012', region: 'ap-northeast-2' };

describe('factsOf', () => {
  it('shows where it comes from, then what an alarm is about, as it says it', () => {
    const alarm = alarmNotification(parseAlarmMessage(messagesOf('cpu-high')[0]));
    expect(factsOf(alone(alarm), origin)).toEqual([
      ['Project', 'shop'],
      ['Environment', 'production'],
      ['Resource', 'InstanceId i-0a1b2c3d4e5f60718'],
      ['Metric', 'AWS/EC2 CPUUtilization (Average)'],
      ['Account', '123456789012'],
      ['Region', SEOUL],
      ['State', 'OK → ALARM'],
    ]);
  });

  it('shows account and region last where the facts do not name them', () => {
    expect(factsOf(message({ facts: { Trail: 'audit', By: 'alice' }, ...place }), origin)).toEqual([
      ['Project', 'shop'],
      ['Environment', 'production'],
      ['Trail', 'audit'],
      ['By', 'alice'],
      ['Account', '123456789012'],
      ['Region', SEOUL],
    ]);
  });

  it.each([
    [
      'a fact that names the place wins',
      { Region: 'Seoul' },
      [
        ['Region', 'Seoul'],
        ['Account', '123456789012'],
      ],
    ],
    [
      'an empty one does not',
      { Region: '', Rule: '' },
      [
        ['Region', SEOUL],
        ['Account', '123456789012'],
      ],
    ],
  ])('%s', (_, facts, shown) => {
    expect(factsOf(message({ facts, ...place }), { project: undefined, environment: undefined })).toEqual(
      shown,
    );
  });

  it('is empty where nothing is known', () => {
    expect(factsOf(message({ facts: {} }), { project: undefined, environment: undefined })).toEqual([]);
  });
});
