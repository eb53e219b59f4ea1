import { parseArn, partitionOf } from './arn';

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

describe('partitionOf', () => {
  it.each([
    ['ap-northeast-2', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('knows that of %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});
