import { judgeEncryption, judgePolicy } from './topics';

const place = { account: '123456789012', region: 'ap-northeast-2', partition: 'aws' };
const allow = (Action: string | string[]) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action }],
});
const key = 'arn:aws:kms:ap-northeast-2:123456789012:key/1';

describe('judgePolicy', () => {
  it.each([
    ['admits CloudWatch', allow('sns:Publish'), 'ok'],
    ['admits nobody', {}, 'broken'],
  ])('of a topic that %s', (_, policy, state) => {
    expect(judgePolicy('alerts', { policy, key: undefined }, place).state).toBe(state);
  });
});

describe('judgeEncryption', () => {
  it.each([
    ['none', undefined, undefined, 'ok'],
    ['SNS’s own key', 'alias/aws/sns', undefined, 'broken'],
    ['SNS’s own key by ARN', 'arn:aws:kms:ap-northeast-2:123456789012:alias/aws/sns', undefined, 'broken'],
    ['a key that admits CloudWatch', key, allow(['kms:GenerateDataKey*', 'kms:Decrypt']), 'ok'],
    ['a key that admits half of what it needs', key, allow('kms:Decrypt'), 'broken'],
  ])('of %s', (_, topicKey, policy, state) => {
    expect(judgeEncryption('alerts', { policy: {}, key: topicKey }, policy, place).state).toBe(state);
  });
});
