import { regionLabel } from './regions';

describe('regionLabel', () => {
  it.each([
    ['ap-northeast-2', 'Asia Pacific (Seoul), ap-northeast-2'],
    ['xx-new-1', 'xx-new-1'],
    [undefined, ''],
  ])('calls %p %p', (id, expected) => {
    expect(regionLabel(id)).toBe(expected);
  });
});
