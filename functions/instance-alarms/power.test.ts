import { powerOf } from './power';

const now = new Date('2026-03-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('powerOf', () => {
  it.each([
    ['terminated', 60, false, 'gone'],
    ['shutting-down', 60, true, 'asleep'],
    ['stopped', 60, false, 'asleep'],
    ['stopping', 60, true, 'asleep'],
    ['pending', 0, false, 'settling'],
    ['running', 9, false, 'settling'],
    ['running', 9, true, 'awake'],
    ['running', 10, false, 'awake'],
    ['unknown', 60, true, 'settling'],
  ])(
    'of an instance that is %s, started %i minutes ago, agent %p, is %s',
    (state, age, agentReports, power) => {
      const facts = { agentReports, pausedUntil: undefined, graceMinutes: 10 };
      expect(powerOf({ state, launchedAt: minutesAgo(age) }, facts, now)).toBe(power);
    },
  );

  it('is asleep while a person has paused it, and gone all the same', () => {
    const facts = { agentReports: true, pausedUntil: minutesAgo(-60), graceMinutes: 10 };
    expect(powerOf({ state: 'running', launchedAt: undefined }, facts, now)).toBe('asleep');
    expect(powerOf({ state: 'terminated', launchedAt: undefined }, facts, now)).toBe('gone');
  });
});
