import { log } from './log';

describe('log', () => {
  it('writes one line of JSON, without secrets, and never a long one', () => {
    const lines: string[] = [];
    const write = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((line) => lines.push(String(line)) > 0);
    log().info('notified', {
      alarm: 'password=secret\n{"message":"forged"}',
      nested: { why: ['xoxb-12345678'] },
      long: 'x'.repeat(9_000),
    });
    write.mockRestore();
    const line = lines.join('').trimEnd();
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({ message: 'notified', nested: { why: ['‹slack token›'] } });
    expect(line).not.toMatch(/secret|xoxb/);
    expect(line.length).toBeLessThan(3_000);
  });
});
