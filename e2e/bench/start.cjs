/** The process that is measured: runs what it is given, and says on a pipe of its own what that took. */
const { writeSync } = require('node:fs');

require(process.env.BENCH_WHAT).then((result) => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ ...result, cpuMs: (userCPUTime + systemCPUTime) / 1_000, rssKb: maxRSS }));
  process.exit(); // As Lambda does, nobody waits for sockets that are kept open.
});
