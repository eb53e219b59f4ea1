import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  StartLoggingCommand,
  TrailNotFoundException,
} from '@aws-sdk/client-cloudtrail';
import { mockClient } from 'aws-sdk-client-mock';
import {
  describeTrails,
  findTrail,
  startLogging,
  trailSelectors,
  trailStatus,
  trailTags,
} from './cloudtrail';

const arn = 'arn:aws:cloudtrail:ap-northeast-2:123456789012:trail/audit';
const client = mockClient(CloudTrailClient);
beforeEach(() => client.reset());

describe('describeTrails', () => {
  it('gives all trails, shadows too, with settings of their own or none', async () => {
    client.on(DescribeTrailsCommand, { includeShadowTrails: true }).resolves({
      trailList: [
        {
          Name: 'audit',
          TrailARN: arn,
          HomeRegion: 'ap-northeast-2',
          IsMultiRegionTrail: true,
          KmsKeyId: 'k',
        },
        {},
      ],
    });
    const none = {
      multiRegion: false,
      globalEvents: false,
      validation: false,
      organization: false,
      recursive: true,
      kmsKey: '',
      bucket: '',
      prefix: '',
      topic: '',
      logGroup: '',
      logRole: '',
    };
    expect(await describeTrails()).toEqual([
      {
        name: 'audit',
        arn,
        homeRegion: 'ap-northeast-2',
        settings: { ...none, multiRegion: true, kmsKey: 'k' },
      },
      { name: '', arn: '', homeRegion: '', settings: none },
    ]);
  });
});

describe('findTrail', () => {
  it('knows when there is none, and does not take a refusal for that', async () => {
    client
      .on(GetTrailCommand, { Name: arn })
      .resolvesOnce({ Trail: { Name: 'audit', TrailARN: arn } })
      .rejectsOnce(new TrailNotFoundException({ message: 'Unknown trail', $metadata: {} }))
      .rejects(new Error('denied'));
    expect(await findTrail(arn)).toMatchObject({ name: 'audit' });
    expect(await findTrail(arn)).toBeUndefined();
    await expect(findTrail(arn)).rejects.toThrow('denied');
  });
});

describe('trailStatus', () => {
  it('gives when it started and stopped, and why the log is not delivered', async () => {
    const [StartLoggingTime, StopLoggingTime] = [new Date(1), new Date(2)];
    client
      .on(GetTrailStatusCommand, { Name: arn })
      .resolvesOnce({
        IsLogging: true,
        StartLoggingTime,
        StopLoggingTime,
        LatestDeliveryError: 'AccessDenied',
      })
      .resolves({});
    expect(await trailStatus(arn)).toEqual({
      logging: true,
      startedAt: StartLoggingTime,
      stoppedAt: StopLoggingTime,
      deliveryError: 'AccessDenied',
    });
    expect(await trailStatus(arn)).toMatchObject({ logging: false, deliveryError: undefined });
  });
});

describe('trailSelectors', () => {
  const readOnly = (value: string) => ({ field: 'readOnly', operator: 'equals', values: [value] });
  it.each([
    [
      {
        EventSelectors: [
          {
            ReadWriteType: 'ReadOnly' as const,
            DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
          },
        ],
      },
      [
        { category: 'Management', conditions: [readOnly('true')] },
        {
          category: 'Data',
          conditions: [
            readOnly('true'),
            { field: 'resources.type', operator: 'equals', values: ['AWS::S3::Object'] },
          ],
        },
      ],
    ],
    [
      {
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'readOnly', Equals: ['false'] },
            ],
          },
        ],
      },
      [{ category: 'Management', conditions: [readOnly('false')] }],
    ],
    [{}, []],
  ])('reads %j', async (selectors, expected) => {
    client.on(GetEventSelectorsCommand, { TrailName: arn }).resolves(selectors);
    expect(await trailSelectors(arn)).toEqual(expected);
  });
});

describe('trailTags', () => {
  it('gives them by key', async () => {
    client
      .on(ListTagsCommand, { ResourceIdList: [arn] })
      .resolvesOnce({ ResourceTagList: [{ ResourceId: arn, TagsList: [{ Key: 'team', Value: 'sec' }] }] })
      .resolves({});
    expect(await trailTags(arn)).toEqual({ team: 'sec' });
    expect(await trailTags(arn)).toEqual({});
  });
});

describe('startLogging', () => {
  it('starts the trail', async () => {
    client.on(StartLoggingCommand).resolves({});
    await startLogging(arn);
    expect(client.call(0).args[0].input).toEqual({ Name: arn });
  });
});
