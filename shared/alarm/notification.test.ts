import { fixture, messagesOf } from '../../test/fixture';
import { parseAlarmAction, parseAlarmStateChange } from '../parsing/alarm-event';
import { parseAlarmMessage } from '../parsing/alarm-message';
import { speak } from '../words/language';
import { alarmIncident, alarmNotification, severityOf, unnamedInstance } from './notification';

afterEach(() => speak('en'));

const bySns = (name: string, change: object = {}) =>
  parseAlarmMessage({ ...Object(messagesOf(name)[0]), ...change });
const cpuHigh = bySns('cpu-high');
const CPU_ARN =
  'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:alarm-responder-dev i-0a1b2c3d4e5f60718 cpu-high';
const TABLES_ARN = 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:DynamoDBInsightsAlarm';
const SENTENCE = 'At or above the limit for 1 minute.';
/** Of the same metric, made by people. */
const theirs = { ...cpuHigh, name: 'web cpu', description: 'CPU of the shop' };

describe('alarmIncident', () => {
  it.each([
    ['an alarm', cpuHigh, `alarm ${CPU_ARN}`],
    ['its OK', bySns('alarm-ok'), `alarm ${CPU_ARN}`],
    ['an alarm without ARN', bySns('alarm-no-arn', { AlarmName: 'queue' }), 'alarm queue'],
    [
      'one whose name holds a secret',
      { ...cpuHigh, arn: undefined, name: 'token=hunter2' },
      'alarm #4564a4f1e2532e34',
    ],
    ['a contributor', bySns('contributor'), `alarm ${TABLES_ARN} 6d442278dba546f6`],
    [
      'the alarm over it',
      parseAlarmStateChange(fixture('contributors-parent-eventbridge')),
      `alarm ${TABLES_ARN}`,
    ],
  ])('of %s', (_, alarm, incident) => {
    expect(alarmIncident(alarm)).toBe(incident);
  });

  it('of a contributor is the same by whatever way it comes', () => {
    const { detail, account, region, resources } = Object(fixture('contributor-eventbridge'));
    const action = { alarmArn: resources[0], accountId: account, region, alarmData: detail };
    const alarms = [
      bySns('contributor'),
      parseAlarmStateChange(fixture('contributor-eventbridge')),
      parseAlarmAction(action),
    ];
    const known = alarms.map((alarm) => alarmNotification(alarm)).map(({ id, incident }) => [id, incident]);
    expect(new Set(known.map(String)).size).toBe(1);
  });
});

describe('severityOf', () => {
  it.each([
    ['OK', 'severity: warning', 'good'],
    ['INSUFFICIENT_DATA', 'severity: warning', 'unknown'],
    ['ALARM', 'severity: warning', 'warning'],
    ['ALARM', 'Severity = INFO', 'info'],
    ['ALARM', undefined, 'critical'],
  ] as const)('of %s with the description %p is %s', (state, description, severity) => {
    expect(severityOf({ state, description })).toBe(severity);
  });
});

describe('alarmNotification', () => {
  it('says all that the alarm says', () => {
    expect(alarmNotification(cpuHigh)).toEqual({
      type: 'alarm-responder.notification',
      version: 2,
      id: `${Date.UTC(2026, 2, 2, 3, 11, 24, 518)}:ALARM`,
      incident: `alarm ${CPU_ARN}`,
      alarm: {
        name: 'alarm-responder-dev i-0a1b2c3d4e5f60718 cpu-high',
        label: 'web-1: CPU',
        state: 'ALARM',
        previousState: 'OK',
        suppressed: undefined,
      },
      kind: undefined,
      severity: 'critical',
      subject: 'web-1',
      title: 'web-1: CPU at 91.7 % (limit 50 %)',
      text: SENTENCE,
      at: new Date('2026-03-02T03:11:24.518Z'),
      account: '123456789012',
      region: 'ap-northeast-2',
      facts: {
        instance: 'i-0a1b2c3d4e5f60718',
        dimensions: '',
        metric: 'CPUUtilization (AWS/EC2, Average)',
        rule: '',
        alarm: 'cpu-high',
        account: '123456789012',
        region: 'ap-northeast-2',
      },
      links: ['Alarm', 'Instance', 'Metric', 'Mute'].map((text) => ({
        text,
        url: expect.stringMatching(/^https:/),
      })),
      details: [],
    });
  });

  it.each([
    ['nothing found out', {}, SENTENCE],
    ['a lead', { lead: 'By IAM user alice.' }, `By IAM user alice. ${SENTENCE}`],
    ['remarks', { remarks: 'The one before took 9 min.' }, `${SENTENCE} The one before took 9 min.`],
    ['both', { lead: 'By alice.', remarks: 'Again.' }, `By alice. ${SENTENCE} Again.`],
    ['empty ones', { lead: '', remarks: '' }, SENTENCE],
    ['a headline of its own', { predicate: 'objects read', lead: 'By alice.' }, 'By alice.'],
  ])('puts the sentences first, what people wrote apart: %s', (_, findings, sentences) => {
    expect(alarmNotification(theirs, findings).text).toBe(`${sentences}\n\n> CPU of the shop`);
  });

  it('keeps Korean sentences apart', () => {
    speak('ko');
    expect(alarmNotification(theirs, { lead: '하나', remarks: '둘' }).text).toBe(
      '하나 · 1분 동안 기준 이상 · 둘\n\n> CPU of the shop',
    );
  });

  it('quotes what is wrong only while it is', () => {
    const textOf = (state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA') =>
      alarmNotification({ ...theirs, state, description: 'Checkout is down.' }).text;
    expect(textOf('ALARM')).toContain('> Checkout is down.');
    expect(textOf('INSUFFICIENT_DATA')).toContain('> Checkout is down.');
    expect(textOf('OK')).not.toContain('Checkout is down.');
  });

  it('has no description that only repeats the name, or that the service has made', () => {
    expect(alarmNotification({ ...theirs, description: theirs.name }).text).toBe(SENTENCE);
    expect(alarmNotification(cpuHigh).text).toBe(SENTENCE);
  });

  it('ends with what was found out, before how to mute it', () => {
    const { title, links, details } = alarmNotification(cpuHigh, {
      suffix: ', 3rd time in 24 h',
      links: [{ text: 'Logs', url: 'https://logs' }],
      details: [{ title: 'journal', lines: ['it failed'] }],
    });
    expect(title).toBe('web-1: CPU at 91.7 % (limit 50 %), 3rd time in 24 h');
    expect(links.map(({ text }) => text)).toEqual(['Alarm', 'Instance', 'Metric', 'Logs', 'Mute']);
    expect(details).toEqual([{ title: 'journal', lines: ['it failed'] }]);
  });

  it('shows what is known of the instance, in which the zone says the region', () => {
    const instance = { name: 'shop-1', type: 't3.small', zone: 'ap-northeast-2a', group: 'web' };
    const { title, facts } = alarmNotification(theirs, { instance });
    expect(title).toBe('shop-1: CPU at 91.7 % (limit 50 %)');
    expect(facts).toMatchObject({
      instance: 'i-0a1b2c3d4e5f60718, t3.small, ap-northeast-2a, group web',
      alarm: 'web cpu',
      region: '',
    });
  });

  it('begins with the runbook, and does not say how to mute what is over', () => {
    const runbook = 'https://wiki.example.com/cpu';
    const { links, text } = alarmNotification({
      ...theirs,
      state: 'OK',
      description: `CPU of the shop\nrunbook: ${runbook}`,
    });
    expect(links.map((one) => one.text)).toEqual(['Runbook', 'Alarm', 'Instance', 'Metric']);
    expect([links[0]?.url, text]).toEqual([runbook, '']);
  });

  it('leads to AWS’s guide to mute rules where no tag of an instance would pause it', () => {
    for (const alarm of [bySns('alarm-no-description'), { ...cpuHigh, name: 'theirs' }]) {
      const { links } = alarmNotification(alarm);
      expect(links.at(-1)).toEqual({ text: 'Mute', url: expect.stringContaining('alarm-mute-rules') });
    }
  });

  it('has no links to a console of nowhere', () => {
    const nowhere = { ...theirs, region: undefined, description: 'runbook: https://x.y/z' };
    const links = [{ text: 'Logs', url: 'https://logs' }];
    expect(alarmNotification(nowhere, { links }).links.map(({ text }) => text)).toEqual(['Runbook', 'Logs']);
  });

  it('names a contributor by its attributes', () => {
    expect(alarmNotification(bySns('contributor'))).toMatchObject({
      id: `${Date.UTC(2025, 11, 1, 13, 42, 4, 919)}:ALARM`,
      alarm: {
        name: 'DynamoDBInsightsAlarm (orders)',
        label: 'orders: ConsumedWriteCapacityUnits',
        state: 'ALARM',
        previousState: 'OK',
      },
      title: 'orders: ConsumedWriteCapacityUnits at 0 (limit 1)',
      text: 'Below the limit for 1 minute.\n\n> A table takes no writes any more',
      facts: { dimensions: '', metric: '', alarm: 'DynamoDBInsightsAlarm' },
    });
  });

  it('says of a contributor by EventBridge only the state it is in', () => {
    const { alarm } = alarmNotification(parseAlarmStateChange(fixture('contributor-eventbridge')));
    expect(alarm).toMatchObject({ state: 'ALARM', previousState: undefined });
  });

  it('calls a contributor without attributes by the alarm’s name', () => {
    const { title, facts } = alarmNotification(bySns('contributor', { AlarmContributorAttributes: {} }));
    expect(title).toBe('DynamoDBInsightsAlarm: ConsumedWriteCapacityUnits at 0 (limit 1)');
    expect(facts.alarm).toBe('');
  });
});

describe('unnamedInstance', () => {
  it.each([
    ['an alarm of theirs over an instance', theirs, 'i-0a1b2c3d4e5f60718'],
    ['one of ours, which says what it is called', cpuHigh, undefined],
    [
      'one of ours that does not say',
      { ...cpuHigh, description: 'severity: critical' },
      'i-0a1b2c3d4e5f60718',
    ],
    ['one over a queue', bySns('alarm-no-arn'), undefined],
  ])('of %s', (_, alarm, expected) => {
    expect(unnamedInstance(alarm)).toBe(expected);
  });
});
