import { fixture, messagesOf } from '../../test/fixture';
import { parseAlarmAction, parseAlarmStateChange } from '../parsing/alarm-event';
import { parseAlarmMessage } from '../parsing/alarm-message';
import { alarmIncident, alarmNotification, severityOf } from './notification';

const bySns = (name: string, change: object = {}) =>
  parseAlarmMessage({ ...Object(messagesOf(name)[0]), ...change });
const cpuHigh = bySns('cpu-high');
const CPU_ARN =
  'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:alarm-responder-dev i-0a1b2c3d4e5f60718 cpu-high';
const TABLES_ARN = 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:DynamoDBInsightsAlarm';
const SENTENCE = 'CPUUtilization was 91.67 %, at or above 50 %, for 1 of 1 minutes.';

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
        state: 'ALARM',
        previousState: 'OK',
        suppressed: undefined,
      },
      kind: undefined,
      severity: 'critical',
      title: 'ALARM: alarm-responder-dev i-0a1b2c3d4e5f60718 cpu-high',
      text: `${SENTENCE}\n\n> CPU of web-1 is at 50 % or more for one minute`,
      at: new Date('2026-03-02T03:11:24.518Z'),
      account: '123456789012',
      region: 'ap-northeast-2',
      facts: {
        Resource: 'InstanceId i-0a1b2c3d4e5f60718',
        Metric: 'AWS/EC2 CPUUtilization (Average)',
        Rule: '',
        Account: '123456789012',
        Region: 'Asia Pacific (Seoul), ap-northeast-2',
        State: 'OK → ALARM',
      },
      links: ['Alarm', 'Instance', 'Metric'].map((text) => ({ text, url: expect.stringMatching(/^https:/) })),
      details: [],
    });
  });

  it.each([
    ['nothing found out', {}, SENTENCE],
    ['a lead', { lead: 'By IAM user alice.' }, `By IAM user alice.\n${SENTENCE}`],
    ['remarks', { remarks: '2nd ALARM in 24 h.' }, `${SENTENCE}\n2nd ALARM in 24 h.`],
    ['both', { lead: 'By alice.', remarks: '2nd ALARM.' }, `By alice.\n${SENTENCE}\n2nd ALARM.`],
    ['empty ones', { lead: '', remarks: '' }, SENTENCE],
  ])('puts the sentences first, the description apart: %s', (_, findings, sentences) => {
    const { text } = alarmNotification(cpuHigh, findings);
    expect(text).toBe(`${sentences}\n\n> CPU of web-1 is at 50 % or more for one minute`);
  });

  it('has no description that only repeats the name', () => {
    expect(alarmNotification({ ...cpuHigh, description: cpuHigh.name }).text).toBe(SENTENCE);
  });

  it('shows first what was found out, and links last', () => {
    const { facts, links, details } = alarmNotification(cpuHigh, {
      facts: { Instance: 'web-1' },
      links: [{ text: 'Logs', url: 'https://logs' }],
      details: [{ title: 'journal', lines: ['it failed'] }],
    });
    expect(Object.keys(facts).slice(0, 2)).toEqual(['Instance', 'Resource']);
    expect(links.map(({ text }) => text)).toEqual(['Alarm', 'Instance', 'Metric', 'Logs']);
    expect(details).toEqual([{ title: 'journal', lines: ['it failed'] }]);
  });

  it('names a contributor by its attributes', () => {
    expect(alarmNotification(bySns('contributor'))).toMatchObject({
      id: `${Date.UTC(2025, 11, 1, 13, 42, 4, 919)}:ALARM`,
      alarm: { name: 'DynamoDBInsightsAlarm (TableName orders)', state: 'ALARM', previousState: 'OK' },
      title: 'ALARM: DynamoDBInsightsAlarm (TableName orders)',
      text: expect.stringMatching(
        /^SELECT AVG.* was 0, below 1, for 1 of 1 minutes\.\n\n> A table takes no writes any more$/,
      ),
      facts: { Resource: 'TableName orders', Metric: '', State: 'OK → ALARM' },
    });
  });

  it('says of a contributor by EventBridge only the state it is in', () => {
    const { alarm, facts } = alarmNotification(parseAlarmStateChange(fixture('contributor-eventbridge')));
    expect([alarm?.previousState, facts.State]).toEqual([undefined, 'ALARM']);
  });

  it('calls a contributor without attributes by the alarm’s name', () => {
    const { title, facts } = alarmNotification(bySns('contributor', { AlarmContributorAttributes: {} }));
    expect([title, facts.Resource]).toEqual(['ALARM: DynamoDBInsightsAlarm', '']);
  });
});
