/** Stands in front of an emulator: passes requests on, refuses them, or changes what it answers. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** `refuse`: a status instead of passing on. `change`: the emulator's answer, `target` the operation that was called. */
export type Between = {
  refuse?: () => number | undefined;
  change?: (answer: string, target: string) => string;
};

export type InFront = { url: string; stop: () => Promise<void> };

/** These are of one connection, not of the message. */
const OF_THE_CONNECTION = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect']);

const headersOf = (request: IncomingMessage): [string, string][] =>
  Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || OF_THE_CONNECTION.has(name) ? [] : [[name, String(value)]],
  );

async function passOn(request: IncomingMessage, response: ServerResponse, to: string, between: Between) {
  const body = await buffer(request);
  const status = between.refuse?.();
  if (status !== undefined) return response.writeHead(status).end();
  const { method = 'GET', url = '/' } = request;
  const answer = await fetch(to + url, {
    method,
    headers: headersOf(request),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const text = await answer.text();
  const target = String(request.headers['x-amz-target'] ?? '');
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
  return response.end(between.change?.(text, target) ?? text);
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
