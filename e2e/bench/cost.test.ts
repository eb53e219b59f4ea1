import { durationMs, millionCosts, waitMs } from './cost';

describe('waitMs', () => {
  it('waits for each call, longest for Slack', () => {
    expect(waitMs({ Decrypt: 1, GetItem: 2, post: 1 })).toBe(180);
  });
});

describe('durationMs', () => {
  it.each([
    [1_769, 110],
    [3_538, 110],
    [884.5, 210],
  ])('at %d MB takes %d ms for 100 ms of work and 10 of waiting', (memory, expected) => {
    expect(durationMs(100, 10, memory)).toBe(expected);
  });
});

describe('millionCosts', () => {
  it('is a million seconds of a gigabyte, and a million requests', () => {
    expect(millionCosts(1_000, 1_024)).toBeCloseTo(13.53, 2);
  });
});
