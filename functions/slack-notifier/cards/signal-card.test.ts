import { parseAlarmMessage } from '../../../shared/parsing/alarm-message';
import { fixture, messagesOf } from '../../../test/fixture';
import { readIncoming } from '../incoming';
import { toneOf } from './alarm-card';
import { signalCard } from './signal-card';
import { textCard } from './text-card';

const cardOf = (name: string) => {
  const [incoming] = readIncoming(fixture(name));
  if (!incoming) throw new Error(`${name} brings nothing`);
  return signalCard(incoming);
};
const cpuHigh = parseAlarmMessage(messagesOf('cpu-high')[0]);

describe('toneOf', () => {
  it.each([
    ['ALARM', undefined, 'critical'],
    ['ALARM', 'CPU of the shop. severity: warning', 'warning'],
    ['ALARM', 'Severity=INFO', 'info'],
    ['ALARM', 'severity: terrible', 'critical'],
    ['OK', 'severity: warning', 'good'],
    ['INSUFFICIENT_DATA', undefined, 'unknown'],
  ] as const)('%s with %p is %s', (state, description, tone) => {
    expect(toneOf({ ...cpuHigh, state, description })).toBe(tone);
  });
});

describe('signalCard', () => {
  it('gives an alarm its resource, region by name and id, change of state and links', () => {
    expect(cardOf('process-down')).toMatchObject({
      title: 'ALARM: httpd-process-down',
      facts: {
        Resource:
          'exe httpd, InstanceId i-03e6aec1a93443558, ImageId ami-0fd0765afb77bcca7, pid_finder native, InstanceType t2.micro',
        Metric: 'CWAgent procstat_lookup_pid_count (Sum)',
        Account: '123456789012',
        Region: 'Asia Pacific (Seoul), ap-northeast-2',
        State: 'OK → ALARM',
      },
      links: [{ text: 'Alarm' }, { text: 'Instance' }, { text: 'Metric' }],
      at: new Date('2022-06-28T01:57:35.603Z'),
    });
  });

  it('shows as it came what cannot be put into words, with what is wrong', () => {
    const alarm = { ...cpuHigh, changedAt: new Date(Number.NaN) };
    expect(signalCard({ kind: 'alarm', alarm })).toMatchObject({
      tone: 'warning',
      title: `ALARM ${cpuHigh.name}`,
      paragraphs: [
        '',
        expect.stringMatching(/^Shown as it came\. It could not be put into words: Invalid time value/),
      ],
      details: [{ lines: expect.arrayContaining([expect.stringContaining(cpuHigh.name)]) }],
    });
  });

  it('links nowhere when the region is not known', () => {
    expect(signalCard({ kind: 'alarm', alarm: { ...cpuHigh, region: undefined } })).toMatchObject({
      links: [],
      facts: { Region: 'Asia Pacific (Seoul)' },
    });
  });

  it('shows the original alarm with the function that failed and its error', () => {
    const card = cardOf('failure-record');
    expect(card).toMatchObject({
      tone: 'critical',
      title: 'ALARM: httpd-process-down — alarm-responder-dev-processRestarter failed',
      facts: { Metric: 'CWAgent procstat_lookup_pid_count (Sum)', Request: expect.any(String) },
      links: [{ text: 'Alarm' }, { text: 'Instance' }, { text: 'Metric' }],
    });
    expect(card.paragraphs.join('\n')).toMatch(
      /failed after 3 attempts \(RetriesExhausted\): \w+: .+procstat_lookup_pid_count was 0/s,
    );
  });

  it('says when a function was never reached', () => {
    expect(cardOf('failure-aged-out').paragraphs[0]).toBe(
      'alarm-responder-dev-processRestarter was never reached: Lambda gave up (EventAgeExceeded).',
    );
  });
});

describe('textCard', () => {
  it.each<[string, unknown, string]>([
    ['a sentence', 'Hello.', 'Hello.'],
    ['a number', 42, '42'],
    ['nothing', undefined, 'undefined'],
  ])('shows %s', (_, content, shown) => {
    const { paragraphs, details } = textCard(content);
    expect([...paragraphs, ...details.flatMap(({ lines }) => lines)]).toContain(shown);
  });

  it('shows what nests too deep to be shown as such', () => {
    const nested = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(textCard(nested).details[0]?.lines.join()).toMatch(/^Something that cannot be shown/);
  });

  it('is a warning when it was meant to be something else', () => {
    expect(textCard({ AlarmName: 1 }, 'ALARM', 'Not an alarm')).toMatchObject({
      tone: 'warning',
      title: 'ALARM',
      paragraphs: ['', 'Shown as it came. Not an alarm.'],
      details: [{ lines: ['{', '  "AlarmName": 1', '}'] }],
    });
  });
});
