import { instanceLabel } from './instance-label';

describe('instanceLabel', () => {
  it.each([
    ['web-1', 'web-1 (i-1)'],
    [undefined, 'i-1'],
  ])('calls %p %p', (name, expected) => {
    expect(instanceLabel({ id: 'i-1', name })).toBe(expected);
  });
});
