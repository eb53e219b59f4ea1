import { partition as sdkPartition } from '@aws-sdk/core/client';
import { domainOf, parseArn, partitionOf } from './arn';

describe('parseArn', () => {
  it.each([
    ['arn:aws:sns:eu-west-1:000000000000:alerts', 'aws', 'eu-west-1', '000000000000', 'alerts'],
    ['arn:aws-cn:cloudwatch:cn-north-1:1:alarm:a:b', 'aws-cn', 'cn-north-1', '1', 'alarm:a:b'],
    ['arn:aws:cloudwatch:us-east-1: 444455556666:alarm:x', 'aws', 'us-east-1', '444455556666', 'alarm:x'],
  ])('reads %s', (text, partition, region, account, resource) => {
    expect(parseArn(text)).toMatchObject({ partition, region, account, resource });
  });

  it.each(['', 'alerts', 'arn:aws', 'arn:::'])('knows that %p is none', (text) => {
    expect(parseArn(text)).toBeUndefined();
  });
});

describe('partitionOf, domainOf', () => {
  it.each([
    ['ap-northeast-2', 'aws', 'amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
    ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
    ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
    ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
    ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
    ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
  ])('know those of %s, as the SDK does', (region, partition, domain) => {
    expect([partitionOf(region), domainOf(region)]).toEqual([partition, domain]);
    const { name, dnsSuffix } = sdkPartition(region);
    expect([name, dnsSuffix]).toEqual([partition, domain]);
  });
});
