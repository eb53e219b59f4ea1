/** Log lines as the agent and CloudTrail would have written them, for the samples. */
import type { LogEvent } from '../../shared/aws/cloudwatch-logs';
import { after, SECOND_MS } from '../../shared/text/duration';

const repeated = (count: number, from: number, message: (index: number) => string): [number, string][] =>
  Array.from({ length: count }, (_, index) => [from - index * 4, message(index)]);

/** By log group: so many seconds before the alarm, a message. */
export const LOG_LINES: Record<string, [seconds: number, message: string][]> = {
  '/var/log/messages': [
    ...repeated(
      3,
      60,
      (index) => `kernel: Out of memory: Killed process ${2101 + index} (php-fpm) total-vm:1204000kB`,
    ),
    [22, 'systemd: php-fpm.service: Main process exited, code=killed, status=9/KILL'],
  ],
  '/var/log/httpd/error_log': repeated(
    42,
    240,
    (index) => `[mpm_event:error] [pid ${811 + index}] AH00485: scoreboard is full, not at MaxRequestWorkers`,
  ),
};

/** IAM user alice reads three exports. */
export const accessRecord = (now: Date): LogEvent[] =>
  ['customers.csv', 'orders.csv', 'payments.csv'].map((key, index) => ({
    at: after(now, -60 * SECOND_MS),
    stream: '',
    message: JSON.stringify({
      eventTime: after(now, -(150 - index * 8) * SECOND_MS).toISOString(),
      eventName: 'GetObject',
      sourceIPAddress: '203.0.113.7',
      userIdentity: {
        type: 'IAMUser',
        arn: 'arn:aws:iam::123456789012:user/alice',
        accountId: '123456789012',
        userName: 'alice',
      },
      requestParameters: { bucketName: 'shop-exports', key },
    }),
  }));
