/** Says at its end what a process has taken, on standard error. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.error(
    `CPU ${((userCPUTime + systemCPUTime) / 1e6).toFixed(1)} s, at most ${Math.round((maxRSS * 1_024) / 1e6)} MB`,
  );
});
