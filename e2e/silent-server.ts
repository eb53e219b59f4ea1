/** Somebody who takes every connection and does not say a word, as a service behind a broken network. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** `mend`: whoever connects from then on reaches this address instead. */
export type SilentServer = { url: string; mend: (url: string) => void; stop: () => Promise<void> };

/** @param greet what is said after all, to a connection that has just been made, until it is mended */
export async function startSilentServer(greet?: (socket: Socket) => void): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const kept = (socket: Socket): Socket => {
    sockets.add(socket.on('error', () => socket.destroy())); // Whoever asks goes away in the end.
    return socket;
  };
  let target: URL | undefined;
  const server = createServer((socket) => {
    kept(socket);
    if (target) socket.pipe(kept(connect(Number(target.port), target.hostname))).pipe(socket);
    else greet?.(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    mend: (url) => {
      target = new URL(url);
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
