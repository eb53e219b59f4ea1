/** A service of AWS that the deployed notifier does not reach, or that says something else than it should. */
import type { Socket } from 'node:net';
import { NOTIFIER } from './deployment';
import { untilDrained } from './drained';
import { setEnvironment } from './lambda';
import { type SilentServer, startSilentServer } from './silent-server';
import { sharedWorld } from './world';

/**
 * In a `describe`: before each test this service falls silent for the notifier, until it is mended.
 * @param service as in `AWS_ENDPOINT_URL_<service>`
 * @param greet what it says instead, to a connection that has just been made
 */
export function breakService(service: string, greet?: (socket: Socket) => void): { mend: () => void } {
  const variable = `AWS_ENDPOINT_URL_${service}`;
  const answering = sharedWorld().env.AWS_ENDPOINT_URL ?? '';
  let broken: SilentServer;
  beforeEach(async () => {
    broken = await startSilentServer(greet);
    await setEnvironment(NOTIFIER, { [variable]: broken.url });
  });
  afterEach(async () => {
    await untilDrained();
    await setEnvironment(NOTIFIER, { [variable]: answering });
    await broken.stop();
  });
  return { mend: () => broken.mend(answering) };
}
