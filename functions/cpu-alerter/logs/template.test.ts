import { templateOf, withoutTime } from './template';

describe('withoutTime', () => {
  it.each([
    ['Mar  2 03:10:01 web-1 sshd[42]: Failed', 'sshd: Failed'],
    ['Mar 12 03:10:01 ip-10-0-0-1 kernel: [4711.5] oops', 'kernel: [4711.5] oops'],
    ['2026-03-02T03:10:01.123456+00:00 web-1 app[7]: x', 'app: x'],
    ['2026-03-02 03:10:01,123 ERROR x', 'ERROR x'],
    ['[Mon Mar 02 03:10:01.123456 2026] [core:error] [pid 7:tid 8] x', '[core:error] x'],
    ['no time at all: x', 'no time at all: x'],
  ])('makes %p %p', (line, expected) => {
    expect(withoutTime(line)).toBe(expected);
  });
});

describe('templateOf', () => {
  it.each([
    ['[client 203.0.113.9:4711] AH01071', '[client #] AH01071'],
    ['from 2001:db8::8a2e:370:7334 port 22', 'from # port #'],
    ['request 6f1d2c84-7a3e-4b59-9c0d-2e8f5a7b4c13 took 1.5 s', 'request # took # s'],
    ['at 0xffff8800 in deadbeef01', 'at # in #'],
    ['i-0a1b2c3d4e5f60718', 'i-#'],
    ['worker12 of req4711', 'worker# of req#'],
    ['feedback is fine', 'feedback is fine'],
  ])('makes %p %p', (line, expected) => {
    expect(templateOf(line)).toBe(expected);
  });
});
