import { fixture } from '../../test/fixture';
import { parseSchedule } from './schedule';
import { parseTrailCall } from './trail-call';

/** The event with other fields in its detail. */
function changed(name: string, change: Record<string, unknown>) {
  const event = Object(fixture(name));
  return { ...event, detail: { ...event.detail, ...change } };
}

describe('parseTrailCall', () => {
  it('reads who stopped which trail, when, and from where', () => {
    expect(parseTrailCall(fixture('trail-stopped'))).toMatchObject({
      id: '122d5564-548a-4cc0-a597-1ac5263dcef8',
      call: 'StopLogging',
      trail: 'arn:aws:cloudtrail:ap-northeast-2:123456789012:trail/audit',
      at: new Date('2026-03-01T12:00:00Z'),
      caller: { type: 'IAMUser', userName: 'Mary_Major', mfa: 'true' },
      sourceIp: '203.0.113.7',
      refused: undefined,
    });
  });

  it('reads a refused call whose request is null', () => {
    expect(parseTrailCall(fixture('trail-refused'))).toMatchObject({
      call: 'StopLogging',
      trail: undefined,
      refused: { code: 'AccessDenied', message: expect.stringContaining('not authorized') },
    });
  });

  it('reads only the settings that were named, with a key as its ARN', () => {
    const topicArn = 'arn:aws:sns:ap-northeast-2:123456789012:told';
    const keyArn = 'arn:aws:kms:ap-northeast-2:123456789012:key/1-2';
    const event = changed('trail-weakened', {
      requestParameters: {
        name: 'audit',
        kmsKeyId: 'alias/logs',
        cloudWatchLogsLogGroupArn: '',
        s3KeyPrefix: 'elsewhere',
        snsTopicName: 'told',
        retention: 1,
      },
      responseElements: { kmsKeyId: keyArn, snsTopicARN: topicArn, isMultiRegionTrail: true },
    });
    expect(parseTrailCall(event)).toMatchObject({
      call: 'UpdateTrail',
      changes: { kmsKey: keyArn, logGroup: '', prefix: 'elsewhere', topic: topicArn },
      unknown: ['retention'],
    });
    expect(parseTrailCall(fixture('trail-weakened'))).toMatchObject({
      changes: { multiRegion: false, validation: false, kmsKey: '', bucket: 'somebody-elses-bucket' },
    });
  });

  it.each([
    [
      'basic',
      { eventSelectors: [{ readWriteType: 'WriteOnly' }] },
      [
        {
          category: 'Management',
          conditions: [{ field: 'readOnly', operator: 'equals', values: ['false'] }],
        },
      ],
    ],
    [
      'advanced',
      {
        advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] }],
        eventSelectors: [],
      },
      [{ category: 'Management', conditions: [] }],
    ],
    ['no', {}, undefined],
    [
      'advanced, but for a filter that cannot be read: no',
      {
        advancedEventSelectors: [
          {
            fieldSelectors: [
              { field: 'eventCategory', equals: ['Management'], notEquals: null },
              { field: 'eventSource', notEquals: { from: 'kms' } },
            ],
          },
        ],
      },
      undefined,
    ],
  ])('reads %s selectors', (_, selectors, expected) => {
    const requestParameters = { trailName: 'audit', ...selectors };
    expect(parseTrailCall(changed('trail-selectors', { requestParameters }))).toMatchObject({
      selectors: expected,
    });
  });

  it('reads the tags of a trail', () => {
    expect(parseTrailCall(fixture('trail-paused'))).toMatchObject({
      call: 'AddTags',
      tags: { 'alarm-responder:pause-until': '2026-03-01T22:00+09:00' },
    });
  });

  it.each([
    [
      'a call that names no trail',
      changed('trail-stopped', { requestParameters: null }),
      'detail.requestParameters',
    ],
    ['a call of another service', changed('trail-stopped', { eventSource: 'ec2.amazonaws.com' }), 'detail'],
    ['a call that it does not know', changed('trail-stopped', { eventName: 'StartLogging' }), 'detail'],
    ['another event', fixture('alarm-eventbridge'), 'detail-type'],
  ])('refuses %s with the path', (_, event, path) => {
    expect(() => parseTrailCall(event)).toThrow(`at ${path}`);
  });
});

describe('parseSchedule', () => {
  it('reads where it is time', () => {
    expect(parseSchedule(fixture('trail-poll'))).toEqual({
      account: '123456789012',
      region: 'ap-northeast-2',
      at: new Date('2026-03-01T12:25:00Z'),
    });
  });
});
