import { judgeRole, judgeVersion } from './version';

const policy = (...Statement: object[]) => ({
  Statement: Statement.map((one) => ({ Effect: 'Allow', ...one })),
});
const template = policy(
  { Action: ['sns:Publish'], Resource: { Ref: 'AlertsTopic' } },
  { Action: ['ec2:DescribeInstances', 'kms:Decrypt'], Resource: '*' },
);
const role = {
  logicalId: 'Role',
  type: 'AWS::IAM::Role',
  id: 'role',
  properties: { Policies: [{ PolicyName: 'p', PolicyDocument: template }] },
};

describe('judgeVersion', () => {
  it.each([
    ['abc', 'ok'],
    ['abd', 'warning'],
    [undefined, 'warning'],
  ])('with %s deployed', (deployed, state) => {
    expect(judgeVersion(deployed, 'abc', { stage: 'dev', region: 'ap-northeast-2' }).state).toBe(state);
  });
});

describe('judgeRole', () => {
  const publish = { Action: 'sns:Publish', Resource: 'arn:aws:sns:x:1:alerts' };
  const rest = { Action: ['kms:Decrypt', 'ec2:DescribeInstances'], Resource: '*' };

  it.each([
    ['the same in other words', [policy(publish), policy(rest)], 'ok', 'Role'],
    ['an action less', [policy(rest)], 'broken', 'Role lacks sns:Publish'],
    [
      'an action more',
      [policy(publish, rest, { Action: 's3:GetObject', Resource: 'x' })],
      'broken',
      'may also do s3:GetObject',
    ],
    [
      'a wider resource',
      [policy({ ...publish, Resource: '*' }, rest)],
      'broken',
      'may also do sns:Publish on *',
    ],
    ['a refusal', [policy(publish, rest, { Effect: 'Deny', ...publish })], 'broken', 'no sns:Publish'],
    ['nothing', [], 'broken', 'lacks sns:Publish, ec2:DescribeInstances on *, kms:Decrypt on *'],
  ])('that allows %s', (_, deployed, state, seen) => {
    expect(judgeRole(role, deployed)).toMatchObject({ state, seen: expect.stringContaining(seen) });
  });
});
