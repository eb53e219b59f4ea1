import { explainLogError, READ_LIMITS, type ReadPage, readGroup } from './read-group';

const query = {
  group: '/var/log/syslog',
  streamPrefix: 'i-1',
  from: new Date('2026-03-02T03:06:00Z'),
  to: new Date('2026-03-02T03:12:00Z'),
};
const event = (message: string, stream = 'i-1') => ({ at: query.from, stream, message });
const named = (name: string) => Object.assign(new Error(`a ${name}`), { name });

describe('readGroup', () => {
  it('reads all pages, also behind an empty one', async () => {
    const pages = [
      { events: [event('a')], next: '1' },
      { events: [], next: '2' },
      { events: [event('b')], next: undefined },
    ];
    const tokens: (string | undefined)[] = [];
    const readPage: ReadPage = async (_, token) => {
      tokens.push(token);
      return pages[tokens.length - 1] ?? { events: [], next: undefined };
    };
    expect(await readGroup(query, readPage, 1_000)).toEqual({
      group: '/var/log/syslog',
      events: [event('a'), event('b')],
      more: false,
      problem: undefined,
    });
    expect(tokens).toEqual([undefined, '1', '2']);
  });

  it('takes the instance’s own streams only', async () => {
    const events = ['i-1', 'i-1-error', 'i-1/app', 'i-12', 'i-2'].map((stream) => event('x', stream));
    const read = await readGroup(query, async () => ({ events, next: undefined }), 1_000);
    expect(read.events.map(({ stream }) => stream)).toEqual(['i-1', 'i-1-error', 'i-1/app']);
  });

  it('stops at so many events', async () => {
    const events = Array.from({ length: 900 }, (_, index) => event(`line ${index}`));
    const read = await readGroup(query, async () => ({ events, next: 'more' }), 1_000);
    expect([read.events.length, read.more, read.problem]).toEqual([READ_LIMITS.events, true, undefined]);
  });

  it('stops at so many characters', async () => {
    const events = Array.from({ length: 9 }, () => event('x'.repeat(200_000)));
    const read = await readGroup(query, async () => ({ events, next: undefined }), 1_000);
    expect([read.events.length, read.more]).toEqual([5, true]);
  });

  it('uses what was read by the time it must end', async () => {
    const readPage: ReadPage = async (_, token) =>
      token === undefined ? { events: [event('first')], next: 'slow' } : new Promise(() => undefined);
    expect(await readGroup(query, readPage, 30)).toEqual({
      group: '/var/log/syslog',
      events: [event('first')],
      more: true,
      problem: 'no answer within 0.03 s',
    });
  });

  it('never throws', async () => {
    const readPage: ReadPage = async () => Promise.reject(named('ResourceNotFoundException'));
    expect(await readGroup(query, readPage, 30)).toMatchObject({ events: [], problem: 'no such log group' });
  });
});

describe('explain', () => {
  it.each([
    ['ResourceNotFoundException', 'no such log group'],
    ['AccessDeniedException', 'access denied: the role may not read it (logs:FilterLogEvents)'],
    ['ThrottlingException', 'CloudWatch Logs is throttling'],
    ['ServiceUnavailableException', 'a ServiceUnavailableException'],
  ])('words %s', (name, words) => {
    expect(explainLogError(named(name))).toBe(words);
  });
});
