/**
 * A function as Lambda runs it: the packaged bundle is loaded, and its handler gets the event, as often as it is
 * asked to.
 */
const { readFileSync } = require('node:fs');
const { dirname } = require('node:path');

const event = readFileSync(process.env.BENCH_EVENT, 'utf8');
const times = Number(process.env.BENCH_TIMES);
const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const name = process.env.AWS_LAMBDA_FUNCTION_NAME;

const contextOf = (index, until) => ({
  awsRequestId: `bench-${index}`,
  functionName: name,
  invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:123456789012:function:${name}`,
  getRemainingTimeInMillis: () => until - Date.now(),
});

async function main() {
  const started = performance.now();
  const { handler } = require(process.env.BENCH_BUNDLE);
  const loadMs = performance.now() - started;
  const ms = [];
  const end = performance.now() + seconds * 1_000;
  for (let index = 0; index < times && performance.now() < end; index += 1) {
    const before = performance.now();
    await handler(JSON.parse(event), contextOf(index, Date.now() + 15_000));
    ms.push(performance.now() - before);
  }
  const files = Object.keys(require.cache).filter((file) =>
    file.startsWith(dirname(process.env.BENCH_BUNDLE)),
  );
  const undici = process.moduleLoadList.some((name) => name.includes('undici'));
  return { ms, loadMs, files, undici };
}

module.exports = main();
