/** Replays two weeks in a process of its own, and says what that took. */
import { replay } from '../../cli/history/replay';
import { run } from '../../cli/run';
import { counted } from '../../shared/text/plural';
import { config } from '../../test/readings';
import { twoWeeks } from './two-weeks';

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

run(async () => {
  const before = process.memoryUsage().rss;
  const read = twoWeeks();
  console.log(
    `${counted(read.alarms.length, 'alarm')}, ${counted(read.changes.length, 'change')}: process ${megabytes(before)}, with the reading ${megabytes(process.memoryUsage().rss)}`,
  );
  const started = performance.now();
  const cpu = process.cpuUsage();
  const replayed = await replay(
    read,
    config({ email: { addresses: ['on-call@example.com'], notifyOn: ['critical'] } }),
  );
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  console.log(
    `replayed in ${seconds(performance.now() - started)}, CPU ${seconds((user + system) / 1_000)}, at most ${megabytes(process.resourceUsage().maxRSS * 1_024)}`,
  );
  const whole = performance.now();
  const bytes = replayed.messages
    .slice(-1_000)
    .reduce((sum, { slack }) => sum + JSON.stringify(slack).length, 0);
  console.log(
    `the newest 1,000 messages, ${Math.round(bytes / 1_000)} kB: ${Math.round(performance.now() - whole)} ms`,
  );
});
