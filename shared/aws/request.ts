/** One signed request to AWS and its answer, over Node's own modules. */
import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { sign } from 'aws4';
import { type Credentials, credentials } from './credentials';

/** `service` is its name in a signature. */
export type Request = {
  service: string;
  region: string;
  url: URL;
  headers: Record<string, string>;
  body: string;
};

/**
 * `ms` bounds the whole of it, half of it the connection. `once`: on no connection that has lain idle, since one that Lambda froze with
 * the function breaks only when it is written to, and then nobody knows whether the request was taken.
 */
export type Limits = { ms: number; once: boolean; signal: AbortSignal | undefined };

export type Answer = { status: number; headers: IncomingMessage['headers']; body: string };

/** There is no answer. `sent`: the whole request was written, so that it may have been taken. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
  readonly sent: boolean;

  constructor(cause: Error, sent: boolean) {
    super(cause.message, { cause });
    this.sent = sent;
  }
}

/** Whoever sends more is not AWS. */
const MAX_BYTES = 8_000_000;
/** So long a service, and whoever is on the way, keeps a connection for certain. */
const MAX_IDLE_MS = 1_000;
const idleSince = new WeakMap<Socket, number>();
const watched = <A extends HttpAgent>(agent: A): A =>
  agent.on('free', (socket: Socket) => idleSince.set(socket, Date.now()));
const plain = { send: httpRequest, agent: watched(new HttpAgent({ keepAlive: true })) };
const secure = { send: httpsRequest, agent: watched(new HttpsAgent({ keepAlive: true })) };

function closeIdle({ freeSockets }: HttpAgent): void {
  for (const socket of Object.values(freeSockets).flatMap((sockets = []) => sockets)) {
    if (Date.now() - (idleSince.get(socket) ?? 0) > MAX_IDLE_MS) socket.destroy();
  }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`an answer of more than ${MAX_BYTES} bytes`);
  }
  return Buffer.concat(chunks).toString();
}

/** What is sent along, signature included. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
export function signedHeaders(
  { service, region, url: { host, pathname: path }, headers, body }: Request,
  who: Credentials,
  at: Date,
): OutgoingHttpHeaders {
  const all = {
    host,
    ...headers,
    'x-amz-date': at.toISOString().replace(/[:-]|\.\d{3}/g, ''),
    ...(who.sessionToken && { 'x-amz-security-token': who.sessionToken }),
  };
  const extraHeadersToIgnore = { 'content-length': true };
  const options = { service, region, method: 'POST', host, path, body, extraHeadersToIgnore, headers: all };
  return sign(options, who).headers ?? {};
}

/** Redirects are not followed. @throws UnansweredError, without what was sent */
export async function send(request: Request, { ms, once, signal }: Limits): Promise<Answer> {
  const { hostname, port, pathname: path, protocol } = request.url;
  const headers = signedHeaders(request, await credentials(), new Date());
  const { send: sendOver, agent } = protocol === 'http:' ? plain : secure;
  if (once) closeIdle(agent);
  return new Promise((resolve, reject) => {
    const target = { method: 'POST', hostname, port, path, headers };
    const sent = sendOver({ ...target, agent, ...(signal && { signal }) });
    let late: Error | undefined;
    const bound = (time: number, what: string): NodeJS.Timeout =>
      setTimeout(() => {
        late = new Error(`no ${what} within ${time / 1_000} s`);
        sent.destroy(late);
      }, time);
    const [connecting, answering] = [bound(ms / 2, 'connection'), bound(ms, 'answer')];
    const fail = (cause: Error) => reject(new UnansweredError(late ?? cause, sent.writableFinished));
    sent.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => clearTimeout(connecting));
      else clearTimeout(connecting);
    });
    sent.on('response', (message) => {
      const { statusCode: status = 0, headers: answered } = message;
      bodyOf(message).then((text) => resolve({ status, headers: answered, body: text }), fail);
    });
    sent.on('error', fail).on('close', () => {
      clearTimeout(connecting);
      clearTimeout(answering);
    });
    sent.end(request.body);
  });
}
