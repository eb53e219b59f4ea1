/** Serves pages on this machine alone. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ConfigError, messageOf } from '../../shared/errors';

const FILES: Record<string, [type: string, path: string]> = {
  '/page.css': ['text/css', join(__dirname, 'assets/page.css')],
  '/history.css': ['text/css', join(__dirname, 'assets/history.css')],
  '/page.js': ['text/javascript', join(__dirname, 'assets/page.js')],
  '/channel.js': ['text/javascript', join(__dirname, 'assets/channel.js')],
  '/slack.css': ['text/css', join(require.resolve('slack-blocks-to-jsx'), '../style.css')],
};

/** Nothing but what lies here runs or is loaded, whatever a message says; only React sets styles. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Another page must not read this one by a name of its own for this machine. */
const isForUs = (request: IncomingMessage): boolean =>
  /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '');

type Draw = (search: string) => Promise<string>;

/** Sends what comes later, as server-sent events. */
export type Follow = (response: ServerResponse) => void;

/** `follow`: of a page that goes on. */
export type Pages = { draw: Draw; follow?: Follow };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { draw, follow }: Pages,
): Promise<void> {
  const send = (status: number, type: string, body: string | Buffer): unknown =>
    response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8` }).end(body);
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const file = FILES[pathname];
  if (!isForUs(request)) send(403, 'text/plain', 'This page is for this machine alone.');
  else if (file) send(200, file[0], readFileSync(file[1]));
  else if (pathname === '/live' && follow) {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    follow(response);
  } else if (pathname !== '/') send(404, 'text/plain', 'There is nothing here.');
  else {
    try {
      send(200, 'text/html', await draw(search));
    } catch (error) {
      send(500, 'text/plain', messageOf(error)); // what is wrong with code or configuration, for who changes it
    }
  }
}

/**
 * @param port 0: one that is free
 * @returns its address, and how to end it
 * @throws ConfigError when somebody else has the port
 */
export async function servePages(pages: Pages, port: number): Promise<{ url: string; stop: () => void }> {
  const server = createServer((request, response) => {
    answer(request, response, pages).catch((error: unknown) => response.destroy(Error(messageOf(error))));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((cause: unknown) => {
    throw new ConfigError(`Port ${port} cannot be had: ${messageOf(cause)}. Another one: --port`, { cause });
  });
  const { port: chosen } = server.address() as AddressInfo;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${chosen}/`, stop };
}

/** Before minutes are spent on what is to be shown there. @throws ConfigError */
export async function tryPort(port: number): Promise<void> {
  const { stop } = await servePages({ draw: async () => '' }, port);
  stop();
}
