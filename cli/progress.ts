/** What a command is at, on one line of a terminal that it takes away again; anywhere else it says nothing. */
import { clearLine, cursorTo } from 'node:readline';
import type { WriteStream } from 'node:tty';

export type ProgressLine = { show: (text: string) => void; clear: () => void };

/** Not on standard output, which may be read by another program. */
export function progressLine(
  stream: Pick<WriteStream, 'isTTY' | 'write'> & {
    columns?: number;
  } & NodeJS.WritableStream = process.stderr,
): ProgressLine {
  const clear = () => {
    cursorTo(stream, 0);
    clearLine(stream, 0);
  };
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: (text) => {
      clear();
      stream.write(stream.columns ? text.slice(0, stream.columns - 1) : text); // of a second line nothing is taken away
    },
    clear,
  };
}
