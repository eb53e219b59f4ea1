import { CloudWatchServiceException } from '@aws-sdk/client-cloudwatch';
import { isThrottled } from './throttled';

const refusal = (name: string) =>
  new CloudWatchServiceException({ name, $fault: 'client', $metadata: {}, message: name });

describe('isThrottled', () => {
  it.each([
    ['Throttling', true],
    ['ThrottlingException', true],
    ['RequestLimitExceeded', true],
    ['LimitExceeded', false],
    ['AccessDenied', false],
  ])('takes %s for %p', (name, expected) => {
    expect(isThrottled(refusal(name))).toBe(expected);
    expect(isThrottled(new Error(name))).toBe(false);
  });
});
