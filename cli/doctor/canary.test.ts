import { type DoctorCanaryDeps, flyCanary, hops, judgeLines, readLines } from './canary';

const at = (second: number) => new Date(`2026-03-02T03:00:${String(second).padStart(2, '0')}.000Z`);
const times = { set: at(0), changed: at(1) };
const line = (message: string) =>
  JSON.stringify({
    message,
    timestamp: at(4).toISOString(),
    event: 'notification Canary',
    why: 'because',
    ms: 1_500,
  });

describe('hops', () => {
  it.each([
    [
      'by CloudWatch’s clock',
      at(1),
      'alarm after 1.0 s, notifier after 1.5 s, Slack took it after 1.5 s, 4.0 s in all',
    ],
    [
      'when that is behind ours',
      new Date(0),
      'alarm after 0.0 s, notifier after 2.5 s, Slack took it after 1.5 s, 4.0 s in all',
    ],
  ])('says how long each took, %s', (_, changed, expected) => {
    const [notified] = readLines([line('notified')]);
    expect(notified && hops({ set: at(0), changed }, notified)).toBe(expected);
  });
});

describe('judgeLines', () => {
  it.each([
    ['nothing', [], undefined],
    ['lines of something else', ['START RequestId', '{"message":"canary seen"}'], undefined],
    ['a message that waits for its slot', [line('queued')], undefined],
    ['one that still waits', [line('queued'), line('still queued')], undefined],
    ['one that waited', [line('queued'), line('still queued'), line('notified')], 'ok'],
    ['one that was delivered after a failure', [line('failed'), line('notified')], 'ok'],
    ['a failure', [line('failed')], 'broken'],
    ['one that Slack refused', [line('failed over')], 'broken'],
  ])('of %s', (_, lines, state) => {
    expect(judgeLines(times, readLines(lines))?.state).toBe(state);
  });
});

describe('flyCanary', () => {
  const deployment = { notifier: 'n', stage: 'dev', outputs: { CanaryAlarmName: 'canary' } };

  function setUp(change: Partial<DoctorCanaryDeps> = {}) {
    const states: string[] = [];
    const deps: DoctorCanaryDeps = {
      setState: async (_, state) => {
        states.push(state);
      },
      stateOf: async () => ({ state: 'OK', since: at(1) }),
      linesWith: async () => [line('notified')],
      wait: async () => undefined,
      now: () => at(0),
      ...change,
    };
    return { states, fly: () => flyCanary(deployment, 3_000, deps) };
  }

  it('sets the alarm, waits until Slack has taken the message, and sets it back', async () => {
    const linesWith = jest
      .fn()
      .mockResolvedValueOnce([])
      .mockResolvedValue([line('notified')]);
    const { states, fly } = setUp({ linesWith });
    expect(await fly()).toMatchObject({ state: 'ok', seen: expect.stringContaining('in all') });
    expect(linesWith).toHaveBeenCalledWith(
      '/aws/lambda/n',
      expect.stringMatching(/^[0-9a-f]{12}$/),
      expect.any(Date),
    );
    expect(states).toEqual(['ALARM', 'OK']);
  });

  it('wakes an alarm that rings already', async () => {
    const { states, fly } = setUp({ stateOf: async () => ({ state: 'ALARM', since: at(1) }) });
    await fly();
    expect(states).toEqual(['OK', 'ALARM', 'OK']);
  });

  it('says when nothing came, and sets it back', async () => {
    const { states, fly } = setUp({ linesWith: async () => [] });
    expect(await fly()).toMatchObject({ state: 'broken', seen: expect.stringContaining('within 3 s') });
    expect(states).toEqual(['ALARM', 'OK']);
  });

  it('says when there is no canary', async () => {
    const { fly } = setUp({ stateOf: async () => undefined });
    expect(await fly()).toMatchObject({ state: 'broken', seen: 'there is no canary alarm' });
  });
});
