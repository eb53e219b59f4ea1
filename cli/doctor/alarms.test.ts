import { judgeActions, judgeOwn } from './alarms';

const alarm = (name: string, actionsEnabled = true, disabledByUs = false) => ({
  name,
  actionsEnabled,
  disabledByUs,
});
const own = (name: string, state = 'OK', actionsEnabled = true) => ({ name, state, actionsEnabled });

describe('judgeActions', () => {
  it.each([
    ['all on', [alarm('cpu'), alarm('canary')], 'ok', '1 alarms act on alerts'],
    ['one that we disabled', [alarm('cpu', false, true)], 'ok', '1 alarms act on alerts, 1 of them disabled'],
    ['one off', [alarm('cpu'), alarm('disk', false)], 'broken', '1 of 2 alarms are switched off: disk'],
    ['the canary off', [alarm('canary', false)], 'broken', 'canary'],
    ['none but the canary', [alarm('canary')], 'warning', 'no alarm'],
  ])('with %s', (_, alarms, state, seen) => {
    expect(judgeActions(alarms, 'canary', 'ap-northeast-2')).toMatchObject({
      state,
      seen: expect.stringContaining(seen),
    });
  });

  it('gives a command that can be pasted', () => {
    expect(judgeActions([alarm('web 1', false)], 'canary', 'ap-northeast-2').remedy).toBe(
      "aws cloudwatch enable-alarm-actions --region ap-northeast-2 --alarm-names 'web 1'",
    );
  });
});

describe('judgeOwn', () => {
  it.each([
    ['none rings', [own('canary-missing')], 'ok'],
    ['one has no data yet', [own('canary-missing', 'INSUFFICIENT_DATA')], 'ok'],
    ['one rings', [own('errors'), own('canary-missing', 'ALARM')], 'broken'],
    ['one is switched off', [own('errors', 'OK', false)], 'broken'],
    ['there are none', [], 'broken'],
  ])('when %s', (_, alarms, state) => {
    expect(judgeOwn(alarms).state).toBe(state);
  });
});
