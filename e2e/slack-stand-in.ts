/** A Slack that refuses: what the emulator, which takes everything, does not do. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** `cut`: the connection is closed before the body is read. */
export type Answer = 'cut' | { status: number; word: string; headers?: Record<string, string> };
export const OK: Answer = { status: 200, word: 'ok' };

/** A request, with what it was answered; `body` is empty when it was cut. `at` is in ms. */
export type Request = { at: number; body: string; answer: Answer };

export type StandIn = {
  webhookUrl: string;
  requests: Request[];
  /** The bodies of those that were taken. */
  taken: () => string[];
  stop: () => Promise<void>;
};

/** @param decide what a request is answered, by its time */
export async function startStandIn(decide: (at: number) => Answer): Promise<StandIn> {
  const requests: Request[] = [];
  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = Date.now();
    const answer = decide(at);
    if (answer === 'cut') {
      requests.push({ at, body: '', answer });
      request.socket.destroy();
      return;
    }
    requests.push({ at, body: await text(request), answer });
    response.writeHead(answer.status, answer.headers).end(answer.word);
  };
  const server = createServer((request, response) => {
    answerTo(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    webhookUrl: `http://127.0.0.1:${port}/services/T000000001/B000000001/X000000001`,
    requests,
    taken: () =>
      requests.filter(({ answer }) => answer !== 'cut' && answer.status === 200).map(({ body }) => body),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
