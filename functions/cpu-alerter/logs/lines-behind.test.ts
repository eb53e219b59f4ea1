import type { LogPage } from '../../../shared/aws/cloudwatch-logs';
import { type LogRequest, linesBehind } from './lines-behind';
import type { ReadPage } from './read-group';

const group = (name: string, change = {}) => ({ name, stream: '{instance_id}', noise: [], ...change });
const request: LogRequest = {
  groups: [group('/syslog'), group('/apache', { level: 'error' })],
  instanceId: 'i-1',
  region: 'ap-northeast-2',
  from: new Date('2026-03-02T03:06:24Z'),
  to: new Date('2026-03-02T03:11:30Z'),
  ms: 1_000,
};
const page = (...messages: string[]): LogPage => ({
  events: messages.map((message) => ({ at: new Date('2026-03-02T03:10:01Z'), stream: 'i-1', message })),
  next: undefined,
});
const missing = Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' });

/** A reader with an answer for each group. */
const reader =
  (answers: Record<string, LogPage | Error>): ReadPage =>
  async ({ group }) => {
    const answer = answers[group] ?? page();
    if (answer instanceof Error) throw answer;
    return answer;
  };

describe('linesBehind', () => {
  it('gives a block for each group with lines, and says what is with the others', async () => {
    const { details } = await linesBehind(
      request,
      reader({ '/syslog': page('it failed'), '/apache': missing }),
    );
    expect(details).toEqual([
      { title: '/syslog: 1 of 1 line', lines: ['03:10:01 it failed'] },
      { title: 'Logs', lines: ['/apache: no such log group'] },
    ]);
  });

  it('says that there are no lines, or none that count', async () => {
    const { details } = await linesBehind(request, reader({ '/apache': page('fine', 'fine') }));
    expect(details).toEqual([
      { title: 'Logs', lines: ['/syslog: no lines', '/apache: nothing that counts in 2 lines'] },
    ]);
  });

  it('says once what is with all groups', async () => {
    const answers = { '/syslog': missing, '/apache': missing };
    expect(await linesBehind(request, reader(answers))).toEqual({
      details: [{ title: 'Logs', lines: ['logs: no such log group (/syslog, /apache)'] }],
      links: [],
    });
  });

  it('marks what was not read to the end', async () => {
    const slow: ReadPage = async ({ group }, token) => {
      if (token !== undefined) return new Promise(() => undefined);
      return { ...page(`${group} failed`), next: 'slow' };
    };
    const { details } = await linesBehind({ ...request, ms: 30 }, slow);
    expect(details.map(({ title }) => title)).toEqual([
      '/syslog: 1 of 1 line, more in the log (no answer within 0.03 s)',
      '/apache: 1 of 1 line, more in the log (no answer within 0.03 s)',
    ]);
  });

  it('asks for the instance’s stream in the window, and links to the same', async () => {
    const asked: unknown[] = [];
    const { links } = await linesBehind(request, async (query) => {
      asked.push(query);
      return page();
    });
    const { from, to } = request;
    expect(asked).toEqual([
      { group: '/syslog', streamPrefix: 'i-1', from, to },
      { group: '/apache', streamPrefix: 'i-1', from, to },
    ]);
    expect(links).toEqual([
      { text: 'Logs', url: expect.stringContaining("source~(~'*2fsyslog~'*2fapache)") },
    ]);
    expect(links[0]?.url).toContain("end~'2026-03-02T03*3a11*3a30.000Z~start~'2026-03-02T03*3a06*3a24.000Z");
    expect(links[0]?.url).toContain('like*20*27i-1*27');
  });

  it('reads nothing of an unknown instance, but groups that do not need one', async () => {
    const groups = [group('/syslog'), { name: '/trail', noise: [] }];
    const read = reader({ '/trail': page('DeleteObject failed') });
    const { details } = await linesBehind({ ...request, groups, instanceId: undefined }, read);
    expect(details.map(({ title }) => title)).toEqual(['/trail: 1 of 1 line']);
    const none = { ...request, instanceId: undefined };
    expect(await linesBehind(none, read)).toEqual({ details: [], links: [] });
  });

  it('keeps four groups full of lines within what Slack takes', async () => {
    const lines = Array.from(
      { length: 500 },
      (_, index) => `${'word'.repeat(index % 40)} ${'x'.repeat(200)} failed`,
    );
    const names = ['/a', '/b', '/c', '/d'];
    const answers = Object.fromEntries(names.map((name) => [name, page(...lines)]));
    const groups = names.map((name) => group(name));
    const { details } = await linesBehind({ ...request, groups }, reader(answers));
    expect(JSON.stringify(details).length).toBeLessThan(9_000);
    expect(details.every(({ lines }) => lines.length <= 15)).toBe(true);
  });
});
