import { alarm, change, config, readingOf } from '../../../test/readings';
import type { Replay, Told } from '../replay-types';
import { replay } from '.';
import { differencesOf } from './differences';

const told = (outcome: Told['outcome'], more: Partial<Told> = {}): Told => ({
  change: change('web', 'ALARM', 0),
  severity: 'critical',
  outcome,
  why: 'the alarm is in ALARM',
  message: outcome === 'notified' ? 0 : undefined,
  ...more,
});

const replayOf = (...all: Told[]): Replay => ({ told: all, messages: [], restarts: [], mails: 0, sms: 0 });

describe('differencesOf', () => {
  it.each<[string, Told, Told, boolean]>([
    ['notified of by both', told('notified'), told('notified', { message: 3, why: 'always' }), false],
    ['suppressed by both', told('suppressed'), told('suppressed', { why: 'muted' }), false],
    ['notified of by the first alone', told('notified'), told('suppressed'), true],
    ['notified of by the other alone', told('suppressed'), told('notified'), true],
    ['notified of with another severity', told('notified'), told('notified', { severity: 'info' }), true],
    ['suppressed with another severity', told('suppressed'), told('suppressed', { severity: 'info' }), false],
  ])('of a change that is %s', (_, one, other, isOtherwise) => {
    const same = told('notified');
    expect(differencesOf(replayOf(same, one), replayOf(same, other))).toEqual(
      isOtherwise ? [{ one, other }] : [],
    );
  });

  it('refuses replays of two readings', () => {
    expect(() => differencesOf(replayOf(told('notified')), replayOf())).toThrow(
      'expected two replays of one reading',
    );
  });

  it('sets two configurations side by side', async () => {
    const read = readingOf(
      [alarm('web')],
      [
        change('web', 'ALARM', 0),
        change('web', 'OK', 5),
        change('web', 'OK', 9, { from: 'INSUFFICIENT_DATA' }),
      ],
    );
    const sms = { numbers: ['+821012345678'], notifyOn: ['critical' as const] };
    const one = await replay(read, config({ sms }));
    const other = await replay(read, config({ notifyOn: { ok: 'never', insufficientData: 'always' } }));
    expect([one.messages.length, one.sms, other.messages.length, other.sms]).toEqual([2, 1, 1, 0]);
    expect(differencesOf(one, other)).toEqual([{ one: one.told[1], other: other.told[1] }]);
    expect(other.told[1]?.why).toBe('OK never notifies');
  });
});
