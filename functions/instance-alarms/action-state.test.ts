import { actionStateOf } from './action-state';

const now = new Date('2026-03-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('actionStateOf', () => {
  it.each([
    ['terminated', 60, false, 'gone'],
    ['shutting-down', 60, true, 'disabled'],
    ['stopped', 60, false, 'disabled'],
    ['stopping', 60, true, 'disabled'],
    ['pending', 0, false, 'grace'],
    ['running', 9, false, 'grace'],
    ['running', 9, true, 'enabled'],
    ['running', 10, false, 'enabled'],
    ['unknown', 60, true, 'grace'],
  ])(
    'of an instance that is %s, started %i minutes ago, agent %p, is %s',
    (state, age, agentReports, actions) => {
      const facts = { agentReports, pausedUntil: undefined, graceMinutes: 10 };
      expect(actionStateOf({ state, launchedAt: minutesAgo(age) }, facts, now)).toBe(actions);
    },
  );

  it('is disabled while a person has paused it, and gone all the same', () => {
    const facts = { agentReports: true, pausedUntil: minutesAgo(-60), graceMinutes: 10 };
    expect(actionStateOf({ state: 'running', launchedAt: undefined }, facts, now)).toBe('disabled');
    expect(actionStateOf({ state: 'terminated', launchedAt: undefined }, facts, now)).toBe('gone');
  });
});
