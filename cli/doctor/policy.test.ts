import { keyPolicy } from '../stage-key';
import { admitsCloudWatch } from './policy';

const place = { account: '123456789012', region: 'ap-northeast-2', partition: 'aws' };
const statement = {
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: '*',
};
const condition = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});

describe('admitsCloudWatch', () => {
  it.each<[string, object, boolean]>([
    ['that names it', {}, true],
    ['for this account', condition('StringEquals', 'aws:SourceAccount', '123456789012'), true],
    ['for another account', condition('StringEquals', 'aws:SourceAccount', '210987654321'), false],
    [
      'for alarms of this account',
      condition('ArnLike', 'aws:SourceArn', 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:*'),
      true,
    ],
    ['for alarms of another region', condition('ArnLike', 'aws:SourceArn', 'arn:aws:*:us-east-1:*'), false],
    ['with a condition that nobody understands', condition('DateLessThan', 'aws:CurrentTime', '2030'), false],
    ['for another service', { Principal: { Service: 's3.amazonaws.com' } }, false],
    [
      'as SNS makes it',
      { Principal: { AWS: '*' }, ...condition('StringEquals', 'AWS:SourceOwner', '123456789012') },
      true,
    ],
    ['for everybody', { Principal: '*', Action: ['SNS:Subscribe', 'SNS:Publish'] }, true],
    ['for another action', { Action: 'sns:Subscribe' }, false],
    ['that refuses', { Effect: 'Deny' }, false],
  ])('reads a policy %s', (_, change, expected) => {
    const policy = { Version: '2012-10-17', Statement: [{ ...statement, ...change }] };
    expect(admitsCloudWatch(policy, ['sns:Publish'], place)).toBe(expected);
  });

  it('heeds a refusal beside a permission', () => {
    const policy = { Statement: [statement, { ...statement, Effect: 'Deny' }] };
    expect(admitsCloudWatch(policy, ['sns:Publish'], place)).toBe(false);
  });

  it('reads the key policy of `npm run webhook`, and what is none', () => {
    const actions = ['kms:GenerateDataKey', 'kms:Decrypt'];
    expect(admitsCloudWatch(keyPolicy('aws', '123456789012'), actions, place)).toBe(true);
    expect(admitsCloudWatch(keyPolicy('aws', '210987654321'), actions, place)).toBe(false);
    expect(admitsCloudWatch(42, actions, place)).toBe(false);
  });
});
