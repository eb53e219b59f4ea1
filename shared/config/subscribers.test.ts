import { smsProblem } from './subscribers';

describe('smsProblem', () => {
  it.each(['us-east-1', 'ap-northeast-1', 'eu-central-1'])('is none in %s', (region) => {
    expect(smsProblem(region)).toBeUndefined();
  });

  it.each(['ap-northeast-2', 'ap-east-1', 'cn-north-1', 'nowhere'])('names what helps in %s', (region) => {
    expect(smsProblem(region)).toBe(
      `SNS cannot send SMS from ${region}: set smsRegion to one that can, such as ap-northeast-1 for Seoul.`,
    );
  });
});
