/** `npm run sizes`: how large each function's zip is after `sls package`; fails when one is larger than it may be. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A larger bundle is slower to start; an alarm waits for the notifier. */
const maxBytes = (name: string): number => (name === 'slackNotifier' ? 100_000 : 170_000);
const FOLDER = '.serverless';

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1).padStart(7)} kB`;

const zips = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.zip'))
  .map((file) => ({ name: file.replace(/\.zip$/, ''), bytes: statSync(join(FOLDER, file)).size }));

for (const { name, bytes } of zips) console.log(`${kilobytes(bytes)}  ${name}`);
const tooLarge = zips.filter(({ name, bytes }) => bytes > maxBytes(name));
if (tooLarge.length > 0 || zips.length === 0) {
  const names = tooLarge.map(({ name }) => `${name}, at most ${kilobytes(maxBytes(name)).trim()}`).join('; ');
  console.error(names ? `Too large: ${names}` : `No zip in ${FOLDER}: run \`npx sls package\` first.`);
  process.exitCode = 1;
}
