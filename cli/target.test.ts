import { chooseRegion, chooseTarget, pointToRegion } from './target';

describe('chooseRegion', () => {
  it.each(['ap-northeast-2', 'us-gov-east-1', 'eusc-de-east-1'])('takes %s', (region) => {
    expect(chooseRegion(region)).toBe(region);
  });

  it.each([
    ['a b', 'A region is one such as ap-northeast-2, not a b.'],
    ['us-east1', 'A region is one such as ap-northeast-2, not us-east1.'],
    ['', 'A region is one such as ap-northeast-2, not nothing.'],
  ])('refuses “%s”', (region, sentence) => {
    expect(() => chooseRegion(region)).toThrow(sentence);
  });
});

describe('chooseTarget', () => {
  it.each(['x y', '../prod', ''])('refuses the stage “%s”', (stage) => {
    expect(() => chooseTarget({ stage })).toThrow(
      `A stage is of letters, digits and hyphens, such as dev, not ${stage || 'nothing'}.`,
    );
  });
});

describe('pointToRegion', () => {
  it('refuses an endpoint that is no address', () => {
    const env = jest.replaceProperty(process, 'env', { ...process.env, AWS_ENDPOINT_URL: 'localhost' });
    expect(() => pointToRegion({})).toThrow(
      'AWS_ENDPOINT_URL is an address such as http://127.0.0.1:4566, not localhost.',
    );
    env.restore();
  });
});
