import { hereOf, homeOf, trailArn, trailName } from './home';

const here = { partition: 'aws', region: 'ap-northeast-2', account: '123456789012' };
const arn = 'arn:aws:cloudtrail:ap-northeast-2:123456789012:trail/audit';

describe('hereOf', () => {
  it('is where the function runs, or where the event comes from', () => {
    const functionArn = 'arn:aws-cn:lambda:cn-north-1:210987654321:function:x';
    expect(hereOf(functionArn, here)).toMatchObject({
      partition: 'aws-cn',
      region: 'cn-north-1',
      account: '210987654321',
    });
    expect(hereOf(undefined, { region: 'us-gov-west-1', account: '1' })).toMatchObject({
      partition: 'aws-us-gov',
    });
  });
});

describe('trailArn and trailName', () => {
  it.each(['audit', arn])('take %s', (trail) => {
    expect(trailArn(trail, here)).toBe(arn);
    expect(trailName(trailArn(trail, here))).toBe('audit');
  });
});

describe('homeOf', () => {
  it.each([
    [arn, { kind: 'here' }],
    [arn.replace('ap-northeast-2', 'us-east-1'), { kind: 'other region', region: 'us-east-1' }],
    [arn.replace('123456789012', '999999999999'), { kind: 'other account', account: '999999999999' }],
    [
      'arn:aws:cloudtrail:us-east-1:999999999999:trail/org',
      { kind: 'other account', account: '999999999999' },
    ],
  ])('places %s', (trail, home) => {
    expect(homeOf(trail, here)).toEqual(home);
  });
});
