/** A record of CloudTrail about an object, for tests: IAM user alice reads a file, unless a test says otherwise. */

export const alice = {
  type: 'IAMUser',
  principalId: 'AIDAJ45Q7YFFAREXAMPLE',
  arn: 'arn:aws:iam::123456789012:user/alice',
  accountId: '123456789012',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'alice',
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export const accessRecord = (change: Record<string, unknown> = {}): string =>
  JSON.stringify({
    eventVersion: '1.11',
    userIdentity: alice,
    eventTime: '2026-03-03T17:38:02Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'ap-northeast-2',
    sourceIPAddress: '203.0.113.7',
    userAgent: '[aws-cli/2.15.0 md/awscrt#0.19.19 ua/2.0 os/linux]',
    requestParameters: {
      bucketName: 'shop-exports',
      Host: 'shop-exports.s3.ap-northeast-2.amazonaws.com',
      key: 'customers.csv',
    },
    responseElements: null,
    additionalEventData: { SignatureVersion: 'SigV4', bytesTransferredIn: 0, bytesTransferredOut: 4_711 },
    requestID: '07D681279BD94AED',
    eventID: 'f2b287f3-0df1-4961-a2f4-c4bdfed47657',
    readOnly: true,
    resources: [
      { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::shop-exports/customers.csv' },
      { accountId: '123456789012', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::shop-exports' },
    ],
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: '123456789012',
    eventCategory: 'Data',
    ...change,
  });
