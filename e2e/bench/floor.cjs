/** The least that a Node process can do about an event: parse it and post it. Nothing of ours, no library. */
const { readFileSync } = require('node:fs');
const { request } = require('node:http');

const event = readFileSync(process.env.BENCH_EVENT, 'utf8');
const times = Number(process.env.BENCH_TIMES);

const post = (text) =>
  new Promise((resolve, reject) => {
    const sent = request(process.env.BENCH_POST, { method: 'POST' }, (response) => {
      response.resume().on('end', resolve).on('error', reject);
    });
    sent.on('error', reject).end(text);
  });

async function main() {
  const ms = [];
  for (let index = 0; index < times; index += 1) {
    const started = performance.now();
    await post(JSON.stringify(JSON.parse(event)));
    ms.push(performance.now() - started);
  }
  return { ms };
}

module.exports = main();
