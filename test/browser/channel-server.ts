/** The demo's page of a channel, in which each line of the standard input is a message. */
import { createInterface } from 'node:readline';
import { serveChannel } from '../../e2e/demo/channel';
import type { SlackMessage } from '../../e2e/emulators/slack';

const posted: SlackMessage[] = [];
createInterface(process.stdin).on('line', (line) => posted.push(JSON.parse(line)));

serveChannel(async () => posted).then(
  ({ url }) => process.stdout.write(`${url}\n`),
  (error) => {
    throw error;
  },
);
