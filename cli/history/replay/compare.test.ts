import { alarm, change, config, reading } from '../../../test/readings';
import type { Replay, Told } from '../replay-types';
import { replay } from '.';
import { compare, countsOf } from './compare';

const told = (outcome: Told['outcome'], more: Partial<Told> = {}): Told => ({
  change: change('web', 'ALARM', 0),
  severity: 'critical',
  outcome,
  why: 'the alarm is in ALARM',
  message: outcome === 'notified' ? 0 : undefined,
  ...more,
});

const replayOf = (...all: Told[]): Replay => ({ told: all, messages: [], restarts: [], mails: 0, sms: 0 });

describe('compare', () => {
  it.each<[string, Told, Told, boolean]>([
    ['notified of by both', told('notified'), told('notified', { message: 3, why: 'always' }), false],
    ['suppressed by both', told('suppressed'), told('suppressed', { why: 'muted' }), false],
    ['notified of by the first alone', told('notified'), told('suppressed'), true],
    ['notified of by the other alone', told('suppressed'), told('notified'), true],
    ['notified of with another severity', told('notified'), told('notified', { severity: 'info' }), true],
    ['suppressed with another severity', told('suppressed'), told('suppressed', { severity: 'info' }), false],
  ])('of a change that is %s', (_, one, other, isOtherwise) => {
    const same = told('notified');
    const { differences } = compare(replayOf(same, one), replayOf(same, other));
    expect(differences).toEqual(isOtherwise ? [{ one, other }] : []);
  });

  it('refuses replays of two readings', () => {
    expect(() => compare(replayOf(told('notified')), replayOf())).toThrow(
      'expected two replays of one reading',
    );
  });

  it('sets two configurations side by side', async () => {
    const read = reading(
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
    const common = { changes: 3, restarts: 0, mails: 0 };
    expect(compare(one, other)).toEqual({
      one: { ...common, notified: 2, suppressed: 1, messages: 2, sms: 1 },
      other: { ...common, notified: 1, suppressed: 2, messages: 1, sms: 0 },
      differences: [{ one: one.told[1], other: other.told[1] }],
    });
    expect(other.told[1]?.why).toBe('OK never notifies');
  });
});

describe('countsOf', () => {
  it('counts nothing of nothing', () => {
    expect(countsOf(replayOf())).toEqual({
      changes: 0,
      notified: 0,
      suppressed: 0,
      messages: 0,
      restarts: 0,
      mails: 0,
      sms: 0,
    });
  });
});
