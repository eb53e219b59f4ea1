import { PassThrough } from 'node:stream';
import { progressLine } from './progress';

/** A stream that keeps what was written. */
function streamOf(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  return { stream, written: (): string => stream.read() ?? '' };
}

describe('progressLine', () => {
  it('shows one line on a terminal, and takes it away', () => {
    const { stream, written } = streamOf(true);
    const line = progressLine(stream);
    line.show('1 alarm');
    line.show('2 alarms');
    line.clear();
    expect(written().split('\u001b[1G\u001b[2K')).toEqual(['', '1 alarm', '2 alarms', '']);
  });

  it('stays on its line where the terminal is narrow', () => {
    const { stream, written } = streamOf(true);
    progressLine(Object.assign(stream, { columns: 6 })).show('Reading');
    expect(written()).toMatch(/Readi$/);
  });

  it('says nothing elsewhere', () => {
    const { stream, written } = streamOf(false);
    const line = progressLine(stream);
    line.show('1 alarm');
    line.clear();
    expect(written()).toBe('');
  });
});
