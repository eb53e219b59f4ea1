/** Finds where processes listen, on Linux. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const listenState = '0A';

/** `0100007F:1F90`, an address with its bytes turned round, is 127.0.0.1:8080; of IPv6 the digits are kept. */
export function readableAddress(hex: string): string {
  const [address = '', port = ''] = hex.split(':');
  const bytes = address.match(/../g) ?? [];
  const host =
    bytes.length === 4
      ? bytes
          .reverse()
          .map((byte) => Number.parseInt(byte, 16))
          .join('.')
      : address;
  return `${host}:${Number.parseInt(port, 16)}`;
}

/** The listening sockets of a table such as `/proc/net/tcp`: the address by the socket's inode. */
export function parseListeners(table: string): Map<string, string> {
  const rows = table.trim().split('\n').slice(1);
  return new Map(
    rows.flatMap((row) => {
      const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
      return local && inode && state === listenState ? [[inode, readableAddress(local)] as const] : [];
    }),
  );
}

/** Where these processes listen, as `127.0.0.1:8080`. */
export function listening(pids: readonly number[]): string[] {
  const addresses = new Map(
    ['tcp', 'tcp6'].flatMap((name) => [...parseListeners(readFileSync(`/proc/net/${name}`, 'utf8'))]),
  );
  return pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, inode = ''] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
      return addresses.get(inode) ?? [];
    }),
  );
}
