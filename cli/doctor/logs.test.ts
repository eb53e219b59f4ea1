import { judgeGroups, judgeSources } from './logs';

describe('judgeGroups', () => {
  it.each([
    ['kept as configured', { desired: 365, found: 365 }, 'ok', '1 groups'],
    ['kept for ever', { desired: 365, found: Number.POSITIVE_INFINITY }, 'warning', 'for ever, not 365 days'],
    ['gone', { desired: 365, found: undefined }, 'broken', 'is gone'],
    ['without a wish', { desired: undefined, found: 7 }, 'ok', '1 groups'],
  ])('of a group %s', (_, group, state, seen) => {
    expect(judgeGroups([{ name: '/aws/lambda/x', ...group }])).toMatchObject({
      state,
      seen: expect.stringContaining(seen),
    });
  });
});

describe('judgeSources', () => {
  it('is content with some of them', () => {
    expect(judgeSources(['/var/log/syslog', '/var/log/messages'], ['/var/log/syslog'])).toEqual({
      state: 'ok',
      seen: '/var/log/syslog; not there: /var/log/messages',
    });
    expect(judgeSources(['/var/log/syslog'], [])).toMatchObject({ state: 'warning' });
  });
});
