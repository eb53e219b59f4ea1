import fc from 'fast-check';
import { changeId } from '../notification';
import type { AlarmState } from '../parsing/alarm';
import {
  type IncidentEntry,
  isAfter,
  isSameChange,
  type KnownChange,
  NO_ENTRY,
  newestOf,
  pruned,
  receiversOf,
  withChange,
  withNotified,
} from './incident';

const RECEIVERS = ['slack', 'subscribers', 'sms'];
const MOST = 200;

const entry = (change: Partial<IncidentEntry>): IncidentEntry => ({ ...NO_ENTRY, ...change });
const known = (at: number, state: AlarmState = 'ALARM'): KnownChange => ({ at, state, severity: 'critical' });

const states = fc.constantFrom<AlarmState>('OK', 'ALARM', 'INSUFFICIENT_DATA');
const changes = fc.record({
  at: fc.nat(2_000_000),
  state: states,
  severity: fc.constantFrom('critical', 'good'),
});
/** Of changes, seconds apart so that none is another, and of what is no change. */
const ids = fc.oneof(
  fc.tuple(fc.nat(50), states).map(([minutes, state]) => changeId(new Date(minutes * 60_000), state)),
  fc.nat(50).map((number) => `outcome ${number}.`),
);
const receivers = fc.subarray(RECEIVERS, { minLength: 1 });

describe('isSameChange', () => {
  it.each([
    ['the same', '1646190684518:ALARM', '1646190684518:ALARM', true],
    ['stamped 400 ms apart', '1646190684518:ALARM', '1646190684918:ALARM', true],
    ['stamped a second apart', '1646190684518:ALARM', '1646190685518:ALARM', true],
    ['more than a second apart', '1646190684518:ALARM', '1646190685519:ALARM', false],
    ['of another state', '1646190684518:ALARM', '1646190684518:OK', false],
    ['of one receiver and of all', '1646190684518:ALARM|slack', '1646190684518:ALARM', false],
    ['of one receiver, stamped apart', '1646190684518:ALARM|slack', '1646190684918:ALARM|slack', false],
    ['of one receiver, the same', '1646190684518:ALARM|slack', '1646190684518:ALARM|slack', true],
    ['no change at all', 'outcome 1646190684518', 'outcome 1646190684518', true],
    ['none, and like it', 'outcome 1646190684518', 'outcome 1646190684519', false],
    ['derived of time and title', '1646190684518:9f86d081884c7d65', '1646190684519:9f86d081884c7d65', false],
  ])('%s', (_, one, other, same) => {
    expect([isSameChange(one, other), isSameChange(other, one)]).toEqual([same, same]);
  });
});

describe('receiversOf', () => {
  it.each([
    ['nothing is known', [], []],
    ['everybody has it', ['60000:ALARM'], RECEIVERS],
    ['everybody has it, stamped apart', ['60400:ALARM'], RECEIVERS],
    ['some have it', ['60000:ALARM|slack', '60000:ALARM|sms'], ['slack', 'sms']],
    ['one has it, stamped apart', ['59600:ALARM|slack'], ['slack']],
    [
      'two have it, each by another stamp',
      ['59600:ALARM|slack', '60400:ALARM|subscribers'],
      ['slack', 'subscribers'],
    ],
    ['others have other things', ['60000:OK', '120000:ALARM|slack', 'outcome 1'], []],
  ])('when %s', (_, notified, have) => {
    expect(receiversOf('60000:ALARM', RECEIVERS, entry({ notified }))).toEqual(have);
  });
});

describe('withNotified', () => {
  it('holds each receiver until all have it, then the id alone', () => {
    const some = withNotified(NO_ENTRY, '60000:ALARM', { receivers: ['slack'], isComplete: false });
    expect(some.notified).toEqual(['60000:ALARM|slack']);
    const more = withNotified(some, '60000:ALARM', { receivers: ['slack', 'sms'], isComplete: false });
    expect(more.notified).toEqual(['60000:ALARM|slack', '60000:ALARM|sms']);
    expect(withNotified(more, '60000:ALARM', { receivers: RECEIVERS, isComplete: true }).notified).toEqual([
      '60000:ALARM',
    ]);
  });

  it('agrees with receiversOf, and changes nothing of what is known of others', () => {
    const accepted = fc.tuple(ids, receivers);
    fc.assert(
      fc.property(fc.array(accepted), accepted, (before, [id, have]) => {
        const isComplete = have.length === RECEIVERS.length;
        const start = before.reduce(
          (one, [other, those]) => withNotified(one, other, { receivers: those, isComplete: false }),
          NO_ENTRY,
        );
        const after = withNotified(start, id, { receivers: have, isComplete });
        expect(receiversOf(id, RECEIVERS, after)).toEqual(have);
        for (const [other] of before.filter(([other]) => other !== id)) {
          expect(receiversOf(other, RECEIVERS, after)).toEqual(receiversOf(other, RECEIVERS, start));
        }
      }),
    );
  });

  it('holds nothing twice, since DynamoDB refuses a set that does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, receivers)), (all) => {
        const { notified } = all.reduce(
          (one, [id, have]) =>
            withNotified(one, id, { receivers: have, isComplete: have.length === RECEIVERS.length }),
          NO_ENTRY,
        );
        expect(new Set(notified).size).toBe(notified.length);
      }),
    );
  });
});

describe('newestOf', () => {
  it.each<[string, (KnownChange | undefined)[], KnownChange | undefined]>([
    ['none', [], undefined],
    ['nothing known', [undefined], undefined],
    ['one among the unknown', [undefined, known(1), undefined], known(1)],
    ['several', [known(1), known(3), known(2)], known(3)],
    ['two at the same time', [known(1, 'ALARM'), known(1, 'OK')], known(1, 'OK')],
  ])('of %s', (_, all, newest) => {
    expect(newestOf(all)).toEqual(newest);
  });
});

describe('withChange', () => {
  it('knows what nobody is notified of as the newest all the same', () => {
    const before = entry({ newest: known(1), newestNotified: known(1) });
    expect(withChange(before, known(2, 'OK'), false)).toEqual(
      entry({ newest: known(2, 'OK'), newestNotified: known(1) }),
    );
  });

  it('takes who is notified of an older change to know the newest, which the message names', () => {
    const before = entry({ newest: known(3, 'OK'), newestNotified: known(1) });
    expect(withChange(before, known(2), true)).toEqual(
      entry({ newest: known(3, 'OK'), newestNotified: known(3, 'OK') }),
    );
  });

  it('never goes back, in whatever order changes come', () => {
    const steps = fc.array(fc.tuple(changes, fc.boolean()), { minLength: 1 });
    fc.assert(
      fc.property(steps, (all) => {
        let one = NO_ENTRY;
        for (const [change, isNotified] of all) {
          const next = withChange(one, change, isNotified);
          expect(next.newest?.at).toBe(Math.max(one.newest?.at ?? 0, change.at));
          expect(next.newestNotified?.at ?? -1).toBeGreaterThanOrEqual(one.newestNotified?.at ?? -1);
          expect(next.newestNotified).toEqual(isNotified ? next.newest : one.newestNotified);
          one = next;
        }
      }),
    );
  });
});

describe('isAfter', () => {
  const change = { at: 60_000, state: 'ALARM' } as const;
  it.each<[string, KnownChange, boolean]>([
    ['another state a moment later', known(60_001, 'OK'), true],
    ['another state at the same time', known(60_000, 'OK'), false],
    ['the same, stamped a second apart', known(61_000, 'ALARM'), false],
    ['the same state later than that', known(61_001, 'ALARM'), true],
    ['an earlier one', known(59_999, 'OK'), false],
  ])('of %s', (_, newest, expected) => {
    expect(isAfter(newest, change)).toBe(expected);
  });
});

describe('pruned', () => {
  const minutes = (count: number, from = 0): string[] =>
    Array.from({ length: count }, (_, index) => changeId(new Date((from + index) * 60_000), 'ALARM'));

  it('keeps everything while that is not much', () => {
    const notified = minutes(MOST);
    expect(new Set(pruned(entry({ notified }), []).notified)).toEqual(new Set(notified));
  });

  it('forgets the oldest, whatever the order in which they came', () => {
    const notified = [...minutes(50, 200), ...minutes(200)];
    expect(new Set(pruned(entry({ notified }), []).notified)).toEqual(new Set(minutes(200, 50)));
  });

  it('never forgets what was delivered just now, however late that was', () => {
    const old = '60000:OK|slack';
    const { notified } = pruned(entry({ notified: [...minutes(MOST, 10), old] }), ['60000:OK']);
    expect(notified).toHaveLength(MOST);
    expect(notified).toContain(old);
  });

  it('never forgets others for the sake of changes, and no more of them than there must be', () => {
    const restarts = Array.from({ length: 60 }, (_, index) => `restart ${index}|slack`);
    const { notified } = pruned(entry({ notified: [...restarts, ...minutes(300)] }), ['restart 59']);
    expect(notified.filter((element) => element.startsWith('restart '))).toHaveLength(50);
    expect(notified).toContain('restart 59|slack');
    expect(notified).toHaveLength(250);
  });

  it('never forgets the newest, of anything', () => {
    const elements = fc.uniqueArray(
      fc
        .tuple(fc.nat(5_000), states, fc.constantFrom('', '|slack', '|sms'))
        .map(([at, state, receiver]) => `${at}:${state}${receiver}`),
      { maxLength: 600, size: 'max' },
    );
    const newestFirst = (all: string[]): number[] =>
      all.map((element) => Number.parseInt(element, 10)).toSorted((one, other) => other - one);
    fc.assert(
      fc.property(elements, (notified) => {
        const kept = pruned(entry({ notified }), []).notified;
        expect(newestFirst(kept)).toEqual(newestFirst(notified).slice(0, MOST));
        expect(kept.filter((element) => !notified.includes(element))).toEqual([]);
      }),
      { endOnFailure: true },
    );
  });

  it('changes nothing else', () => {
    const before = entry({ notified: minutes(3), newest: known(3), newestNotified: known(1) });
    expect(pruned(before, [])).toEqual({ ...before, notified: expect.any(Array) });
  });
});
