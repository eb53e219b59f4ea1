/** Stands in front of an emulator: passes requests on, refuses them, answers instead, or changes what it answers. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';

/**
 * `target` is the operation that was called. `refuse`: a status instead of passing on. `answer`: what the emulator does not know, as
 * AWS JSON. `change`: the emulator's answer.
 */
export type Between = {
  refuse?: () => number | undefined;
  answer?: (target: string, body: string) => object | undefined;
  change?: (answer: string, target: string) => string;
};

export type InFront = { url: string; stop: () => Promise<void> };

/** These are of one connection, not of the message. `Host` is signed with it. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'transfer-encoding', 'expect']);

const headersOf = (request: IncomingMessage) =>
  Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));

async function forward(request: IncomingMessage, body: Buffer, to: string) {
  const { method = 'GET', url = '/' } = request;
  const passed = requestOf(to + url, { method, headers: headersOf(request) });
  passed.end(body);
  const [answer] = (await once(passed, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, type: answer.headers['content-type'], text: await text(answer) };
}

async function passOn(request: IncomingMessage, response: ServerResponse, to: string, between: Between) {
  const body = await buffer(request);
  const status = between.refuse?.();
  if (status !== undefined) return response.writeHead(status).end();
  const target = String(request.headers['x-amz-target'] ?? '');
  const instead = between.answer?.(target, body.toString());
  if (instead) {
    return response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(instead));
  }
  const answer = await forward(request, body, to);
  response.writeHead(answer.status, { 'content-type': answer.type ?? 'text/plain' });
  return response.end(between.change?.(answer.text, target) ?? answer.text);
}

/** @param to the emulator's address, without a path */
export async function startProxy(to: string, between: Between): Promise<InFront> {
  const server = createServer((request, response) => {
    passOn(request, response, to, between).catch(() => response.destroy()); // as a service does that is not there
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
