/** Starts moto, which stands in for SSM: it takes a command for any instance. */
import { join } from 'node:path';
import { type Running, startOnFreePort } from './process';

/** Starts moto from the folder of Python's programs. */
export function startMoto(programs: string): Promise<Running & { url: string }> {
  return startOnFreePort((port) => ({
    name: 'moto',
    command: join(programs, 'moto_server'),
    args: ['-H', '127.0.0.1', '-p', String(port)],
    env: { PATH: programs, PYTHONUNBUFFERED: '1' },
    ready: /Running on http/,
  }));
}
