/** Every request that the unit tests saw, against botocore's models of AWS. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { sharedFacts } from './facts';
import type { RecordedCall } from './recorded-call';

const { programs, calls } = sharedFacts();

/**
 * What the pinned models do not know yet; newer ones cannot be installed beside the emulators. As of 2026-11-30, from
 * the model of botocore 1.44.8. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const NEWER: [client: string, operation: string, parameter: string][] = [
  ['cloudwatch', 'PutMetricAlarm', 'ActionConfiguration'],
];
const isNewer = ({ client, operation }: RecordedCall, parameter: string): boolean =>
  NEWER.some((known) => [client, operation, parameter].every((part, index) => part === known[index]));

const withoutNewer = (call: RecordedCall): RecordedCall => ({
  ...call,
  input: Object.fromEntries(Object.entries(call.input).filter(([parameter]) => !isNewer(call, parameter))),
});

/** What is wrong with each request. */
function check(requests: RecordedCall[]): string[][] {
  const printed = execFileSync(join(programs, 'python'), [join(__dirname, 'check_requests.py')], {
    input: JSON.stringify(requests),
    encoding: 'utf8',
  });
  return v.parse(v.array(v.array(v.string())), JSON.parse(printed));
}

describe('the requests of the code', () => {
  it('are as AWS’s models want them', () => {
    const problems = check(calls.map(withoutNewer)).flatMap((found, index) =>
      found.map((problem) => `${calls[index]?.from}: ${calls[index]?.operation}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('are without the parameters that the models do not know yet, as long as they do not', () => {
    const alone = NEWER.map(([client, operation, parameter]) => ({
      client,
      operation,
      input: { [parameter]: {} },
      from: '',
    }));
    for (const [index, [, , parameter]] of NEWER.entries()) {
      expect(check(alone)[index]).toContainEqual(expect.stringContaining(`"${parameter}", must be one of`));
    }
  });

  const FAULTS: [fault: string, client: string, operation: string, input: object, problem: RegExp][] = [
    [
      'a parameter that does not exist',
      'sns',
      'Publish',
      { Message: 'm', Topic: 't' },
      /Unknown parameter.*Topic/,
    ],
    [
      'a parameter that is missing',
      'kms',
      'Encrypt',
      { KeyId: 'k' },
      /Missing required parameter.*Plaintext/,
    ],
    [
      'a value of another type',
      'sqs',
      'SendMessage',
      { QueueUrl: 'q', MessageBody: 1 },
      /Invalid type.*MessageBody/,
    ],
    [
      'a number that is too small',
      'kms',
      'ScheduleKeyDeletion',
      { KeyId: 'k', PendingWindowInDays: 0 },
      /valid min value/,
    ],
    [
      'a list that is too long',
      'cloudwatch',
      'DeleteAlarms',
      { AlarmNames: Array(101).fill('a') },
      /at most 100/,
    ],
    [
      'a text that is too long',
      'cloudwatch',
      'SetAlarmState',
      { AlarmName: 'a'.repeat(256), StateValue: 'OK', StateReason: '' },
      /AlarmName is 256, at most 255/,
    ],
    [
      'a value that is none of those there are',
      'cloudwatch',
      'SetAlarmState',
      { AlarmName: 'a', StateValue: 'ok', StateReason: '' },
      /StateValue is ok, one of OK, ALARM/,
    ],
    [
      'a text that does not match',
      'ssm',
      'SendCommand',
      { DocumentName: 'restart', InstanceIds: ['i-1'] },
      /InstanceIds\[0\] is i-1, which does not match/,
    ],
    ['an operation that does not exist', 'sns', 'Send', {}, /no operation Send of sns/],
    ['a service that does not exist', 'sms', 'Publish', {}, /no service sms/],
  ];
  let found: string[][];
  beforeAll(() => {
    found = check(
      FAULTS.map(([, client, operation, input]) => ({ client, operation, input: { ...input }, from: '' })),
    );
  });

  it.each(FAULTS.map(([fault, , , , problem], index) => [fault, index, problem] as const))(
    'would not be with %s',
    (_, index, problem) => {
      expect(found[index]).toEqual([expect.stringMatching(problem)]);
    },
  );

  it('would not be as forms that botocore writes in another way', () => {
    const input = {
      Message: 'm',
      MessageAttributes: { severity: { DataType: 'String', StringValue: 'good' } },
    };
    const fields = (place: string) => ({
      Action: 'Publish',
      Version: '2010-03-31',
      Message: 'm',
      [`${place}.Name`]: 'severity',
      [`${place}.Value.DataType`]: 'String',
      [`${place}.Value.StringValue`]: 'good',
    });
    const places = ['MessageAttributes.entry.1', 'MessageAttributes.member.1'];
    const calls = places.map((place) => ({
      client: 'sns',
      operation: 'Publish',
      input,
      wire: true,
      form: fields(place),
      from: '',
    }));
    expect(check(calls)).toEqual([[], [expect.stringMatching(/^the form is .*, as botocore writes it /)]]);
  });
});
