import { levelOf } from './level';

describe('levelOf', () => {
  it.each([
    ['[Mon Mar 02 03:10:01 2026] [core:error] [pid 7] x', 'error'],
    ['[Mon Mar 02 03:10:01 2026] [mpm_event:notice] [pid 7] it failed before', 'notice'],
    ['[Mon Mar 02 03:10:01 2026] [warn] x', 'warning'],
    ['[ssl:trace3] x', 'debug'],
    ['level=info msg="0 errors"', 'info'],
    ['{"severity":"CRITICAL"}', 'critical'],
    ['kernel: Out of memory: Killed process 42', 'critical'],
    ['app[7]: connection refused', 'error'],
    ['app[7]: a failure', 'error'],
    ['app[7]: request timed out', 'warning'],
    ['systemd[1]: Started Session 7', 'info'],
    ['a mirror is no error-prone thing', 'error'],
    ['terrorists', 'info'],
  ])('reads %p as %s', (line, level) => {
    expect(levelOf(line)).toBe(level);
  });
});
