import { counted } from './plural';

describe('counted', () => {
  it.each([
    [0, '0 alarms'],
    [1, '1 alarm'],
    [2, '2 alarms'],
  ])('of %i is %s', (count, text) => {
    expect(counted(count, 'alarm')).toBe(text);
  });
});
