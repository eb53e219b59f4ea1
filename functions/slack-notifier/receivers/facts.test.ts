import { alarmNotification } from '../../../shared/alarm/notification';
import { parseAlarmMessage } from '../../../shared/parsing/alarm-message';
import { speak } from '../../../shared/words/language';
import { messagesOf } from '../../../test/fixture';
import { message } from '../../../test/slack-notifier';
import { alone } from '../delivery/digest';
import { factsOf, factWords } from './facts';

afterEach(() => speak('en'));

const origin = { project: 'shop', environment: 'production' };
const nowhere = { project: undefined, environment: undefined };
const place = { account: '123456789012', region: 'ap-northeast-2' };
const cpuHigh = () => alone(alarmNotification(parseAlarmMessage(messagesOf('cpu-high')[0])));

describe('factsOf', () => {
  it('shows where it comes from, then what an alarm is about, as it says it', () => {
    expect(factsOf(cpuHigh(), origin)).toEqual([
      ['project', 'shop'],
      ['environment', 'production'],
      ['instance', 'i-0a1b2c3d4e5f60718'],
      ['metric', 'CPUUtilization (AWS/EC2, Average)'],
      ['alarm', 'cpu-high'],
      ['account', '123456789012'],
      ['region', 'ap-northeast-2'],
    ]);
  });

  it('shows account and region last where the facts do not name them', () => {
    expect(factsOf(message({ facts: { trail: 'audit', by: 'alice' }, ...place }), origin)).toEqual([
      ['project', 'shop'],
      ['environment', 'production'],
      ['trail', 'audit'],
      ['by', 'alice'],
      ['account', '123456789012'],
      ['region', 'ap-northeast-2'],
    ]);
  });

  it.each([
    [
      'a fact that names the region wins',
      { region: 'Seoul' },
      [
        ['account', '123456789012'],
        ['region', 'Seoul'],
      ],
    ],
    [
      'one that is empty leaves it out: the zone says it',
      { region: '', rule: '' },
      [['account', '123456789012']],
    ],
  ])('%s', (_, facts, shown) => {
    expect(factsOf(message({ facts, ...place }), nowhere)).toEqual(shown);
  });

  it('is empty where nothing is known', () => {
    expect(factsOf(message({ facts: {} }), nowhere)).toEqual([]);
  });
});

describe('factWords', () => {
  it('name what does not say by itself what it is', () => {
    expect(factWords(factsOf(cpuHigh(), origin))).toEqual([
      'shop',
      'production',
      'i-0a1b2c3d4e5f60718',
      'CPUUtilization (AWS/EC2, Average)',
      'alarm cpu-high',
      'account 123456789012',
      'ap-northeast-2',
    ]);
  });

  it('do so in Korean', () => {
    speak('ko');
    expect(factWords(factsOf(cpuHigh(), origin)).slice(3)).toEqual([
      'CPUUtilization (AWS/EC2, Average)',
      '경보 cpu-high',
      '계정 123456789012',
      'ap-northeast-2',
    ]);
  });
});
