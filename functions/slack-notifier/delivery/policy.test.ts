import type { Config } from '../../../shared/config/schema';
import type { AlarmChange } from '../../../shared/notification';
import type { AlarmState } from '../../../shared/parsing/alarm';
import { type IncidentEntry, type KnownChange, NO_ENTRY, withChange } from '../../../shared/state/incident';
import { minute } from '../../../test/slack-notifier';
import { type Known, notifyPolicy } from './policy';

const AFTER_ALARM: Config['notifyOn'] = { ok: 'after-alarm', insufficientData: 'after-alarm' };
const ALWAYS: Config['notifyOn'] = { ok: 'always', insufficientData: 'always' };
const NEVER: Config['notifyOn'] = { ok: 'never', insufficientData: 'never' };

const ms = (minutes: number): number => minute(minutes).getTime();
const alarm = (state: AlarmState, previousState?: AlarmState, suppressed?: string): AlarmChange => ({
  name: 'web',
  state,
  previousState,
  suppressed,
});
const known = (at: number, state: AlarmState): KnownChange => ({ at: ms(at), state, severity: 'critical' });
const UNKNOWN: Known = { newest: undefined, newestNotified: undefined };

describe('notifyPolicy', () => {
  describe('of an alarm that nothing is known of goes by the event’s own word', () => {
    it.each<[AlarmState, AlarmState | undefined, boolean, string]>([
      ['ALARM', 'OK', true, 'the alarm is in ALARM'],
      ['ALARM', 'ALARM', true, 'the alarm is in ALARM'],
      ['ALARM', undefined, true, 'the alarm is in ALARM'],
      ['OK', 'ALARM', true, 'the alarm was in ALARM before'],
      ['OK', 'INSUFFICIENT_DATA', false, 'INSUFFICIENT_DATA → OK: the alarm was not in ALARM before'],
      ['OK', undefined, true, 'the state before is not known'],
      ['INSUFFICIENT_DATA', 'ALARM', true, 'the alarm was in ALARM before'],
      ['INSUFFICIENT_DATA', 'OK', false, 'OK → INSUFFICIENT_DATA: the alarm was not in ALARM before'],
      ['INSUFFICIENT_DATA', undefined, true, 'the state before is not known'],
    ])('%s after %s: notified is %p', (state, previousState, notify, why) => {
      expect(notifyPolicy(alarm(state, previousState), ms(9), UNKNOWN, AFTER_ALARM)).toEqual({ notify, why });
    });
  });

  describe('of an alarm that is known goes by what people were last notified of', () => {
    it.each<[string, AlarmState, Known, boolean, string]>([
      [
        'ALARM',
        'OK',
        { newest: known(8, 'ALARM'), newestNotified: known(8, 'ALARM') },
        true,
        'people were last notified of ALARM',
      ],
      [
        'ALARM, since which data were missing',
        'OK',
        { newest: known(8, 'INSUFFICIENT_DATA'), newestNotified: known(7, 'ALARM') },
        true,
        'people were last notified of ALARM',
      ],
      [
        'missing data',
        'OK',
        { newest: known(8, 'INSUFFICIENT_DATA'), newestNotified: known(8, 'INSUFFICIENT_DATA') },
        true,
        'people were last notified of INSUFFICIENT_DATA',
      ],
      [
        'OK, since which an ALARM was suppressed',
        'OK',
        { newest: known(8, 'ALARM'), newestNotified: known(7, 'OK') },
        false,
        'people were not notified of its ALARM',
      ],
      [
        'nothing, for its ALARM was suppressed',
        'OK',
        { newest: known(8, 'ALARM'), newestNotified: undefined },
        false,
        'people were not notified of its ALARM',
      ],
      [
        'OK, since when its ALARM has not come yet',
        'OK',
        { newest: known(7, 'OK'), newestNotified: known(7, 'OK') },
        true,
        'the alarm was in ALARM before',
      ],
      [
        'ALARM',
        'INSUFFICIENT_DATA',
        { newest: known(8, 'ALARM'), newestNotified: known(8, 'ALARM') },
        true,
        'people were last notified of ALARM',
      ],
      [
        'nothing, for its ALARM was suppressed',
        'INSUFFICIENT_DATA',
        { newest: known(8, 'ALARM'), newestNotified: undefined },
        false,
        'people were not notified of its ALARM',
      ],
    ])('which was %s, before %s', (_, state, before, notify, why) => {
      expect(notifyPolicy(alarm(state, 'ALARM'), ms(9), before, AFTER_ALARM)).toEqual({ notify, why });
    });
  });

  it.each<[string, Known, boolean, string]>([
    [
      'was notified',
      { newest: known(8, 'ALARM'), newestNotified: known(8, 'ALARM') },
      true,
      'people were last notified of ALARM',
    ],
    [
      'was not notified',
      { newest: known(8, 'ALARM'), newestNotified: undefined },
      false,
      'people were notified of no ALARM before',
    ],
    [
      'was followed by an OK',
      { newest: known(8, 'OK'), newestNotified: known(8, 'OK') },
      false,
      'people were notified of no ALARM before',
    ],
  ])(
    'goes by what is known where the event does not say the state before, as of a contributor: its ALARM %s',
    (_, before, notify, why) => {
      expect(notifyPolicy(alarm('OK'), ms(9), before, AFTER_ALARM)).toEqual({ notify, why });
    },
  );

  it.each<[AlarmState, AlarmState | undefined, boolean, string]>([
    ['ALARM', 'OK', true, 'the alarm is in ALARM'],
    ['OK', 'ALARM', true, 'the alarm was in ALARM before'],
    ['OK', undefined, true, 'the state before is not known'],
    ['OK', 'INSUFFICIENT_DATA', false, 'INSUFFICIENT_DATA → OK: the alarm was not in ALARM before'],
    ['INSUFFICIENT_DATA', 'ALARM', true, 'the alarm was in ALARM before'],
  ])(
    'judges what comes late by the event alone, since only what came after is known: %s after %s',
    (state, previousState, notify, why) => {
      const later = { newest: known(10, 'ALARM'), newestNotified: known(10, 'ALARM') };
      expect(notifyPolicy(alarm(state, previousState), ms(9), later, AFTER_ALARM)).toEqual({ notify, why });
    },
  );

  it.each<[AlarmState, Config['notifyOn'], boolean, string]>([
    ['ALARM', NEVER, true, 'the alarm is in ALARM'],
    ['OK', ALWAYS, true, 'OK always notifies'],
    ['OK', NEVER, false, 'OK never notifies'],
    ['INSUFFICIENT_DATA', ALWAYS, true, 'INSUFFICIENT_DATA always notifies'],
    ['INSUFFICIENT_DATA', NEVER, false, 'INSUFFICIENT_DATA never notifies'],
  ])('%s as %p: notified is %p, whatever was before', (state, notifyOn, notify, why) => {
    const alarmed = { newest: known(8, 'ALARM'), newestNotified: known(8, 'ALARM') };
    for (const before of [UNKNOWN, alarmed]) {
      expect(notifyPolicy(alarm(state, 'ALARM'), ms(9), before, notifyOn)).toEqual({ notify, why });
    }
  });

  it.each<AlarmState>(['ALARM', 'OK', 'INSUFFICIENT_DATA'])(
    'suppresses %s while somebody mutes the alarm, whatever config/ says',
    (state) => {
      const muted = alarm(state, 'ALARM', 'its actions are suppressed by WaitPeriod');
      expect(notifyPolicy(muted, ms(9), UNKNOWN, ALWAYS)).toEqual({
        notify: false,
        why: 'its actions are suppressed by WaitPeriod',
      });
    },
  );
});

/** `ALARM`, `muted ALARM`; a `?` behind it: the event does not say what was before. */
type Step = `${'' | 'muted '}${AlarmState}${'' | '?'}`;

const STATES: AlarmState[] = ['INSUFFICIENT_DATA', 'ALARM', 'OK'];
const stateOf = (step: Step): AlarmState => STATES.find((state) => step.includes(state)) ?? 'OK';

/** The steps that people are notified of, when they come in this order. */
function notifiedOf(steps: Step[], order: number[], notifyOn: Config['notifyOn']): string[] {
  let entry: IncidentEntry = NO_ENTRY;
  return order.flatMap((index) => {
    const step = steps[index] ?? 'OK';
    const previous = steps[index - 1];
    const previousState = step.endsWith('?') ? undefined : previous ? stateOf(previous) : 'OK';
    const change = alarm(stateOf(step), previousState, step.startsWith('muted') ? 'muted' : undefined);
    const { notify } = notifyPolicy(change, ms(index), entry, notifyOn);
    entry = withChange(entry, known(index, stateOf(step)), notify);
    return notify ? [`${index} ${stateOf(step)}`] : [];
  });
}

describe('people are notified, in the course of an alarm,', () => {
  const inOrder = (steps: Step[]): number[] => [...steps.keys()];

  it.each<[string, Step[], string[]]>([
    ['of ALARM and OK', ['ALARM', 'OK'], ['0 ALARM', '1 OK']],
    [
      'of the OK after the missing data after an ALARM',
      ['ALARM', 'INSUFFICIENT_DATA', 'OK'],
      ['0 ALARM', '1 INSUFFICIENT_DATA', '2 OK'],
    ],
    ['of no missing data while all is well', ['OK', 'INSUFFICIENT_DATA', 'OK'], []],
    ['of no OK after an ALARM that was muted', ['muted ALARM', 'OK'], []],
    ['of no missing data after it either, nor of their end', ['muted ALARM', 'INSUFFICIENT_DATA', 'OK'], []],
    [
      'of the OK of an ALARM whose own OK was muted, once',
      ['ALARM', 'muted OK', 'muted ALARM', 'OK', 'INSUFFICIENT_DATA', 'OK'],
      ['0 ALARM', '3 OK'],
    ],
    [
      'of no OK of a muted ALARM after one that ended',
      ['ALARM', 'OK', 'muted ALARM', 'OK'],
      ['0 ALARM', '1 OK'],
    ],
    ['of an ALARM that ends the mute', ['muted ALARM', 'ALARM', 'OK'], ['1 ALARM', '2 OK']],
    [
      'of each ALARM again',
      ['ALARM', 'INSUFFICIENT_DATA', 'ALARM', 'OK'],
      ['0 ALARM', '1 INSUFFICIENT_DATA', '2 ALARM', '3 OK'],
    ],
    ['of a contributor’s OK after its ALARM', ['ALARM?', 'OK?', 'OK?'], ['0 ALARM', '1 OK']],
    ['of no OK of a contributor that nobody was notified of', ['muted ALARM?', 'OK?'], []],
    ['of a contributor’s OK when its ALARM never came', ['OK?'], ['0 OK']],
  ])('%s', (_, steps, notified) => {
    expect(notifiedOf(steps, inOrder(steps), AFTER_ALARM)).toEqual(notified);
  });

  it.each<[string, Step[], number[], string[]]>([
    ['of an OK before its ALARM comes, and of the ALARM', ['ALARM', 'OK'], [1, 0], ['1 OK', '0 ALARM']],
    [
      'of an OK that comes after the next ALARM',
      ['ALARM', 'OK', 'ALARM'],
      [0, 2, 1],
      ['0 ALARM', '2 ALARM', '1 OK'],
    ],
    ['of no late change that was no news then', ['INSUFFICIENT_DATA', 'OK', 'ALARM'], [2, 1, 0], ['2 ALARM']],
    ['of no late change while it was muted', ['muted ALARM', 'OK', 'ALARM'], [2, 0], ['2 ALARM']],
    [
      'of the missing data that come before their ALARM does, and of the end',
      ['ALARM', 'INSUFFICIENT_DATA', 'OK'],
      [1, 0, 2],
      ['1 INSUFFICIENT_DATA', '0 ALARM', '2 OK'],
    ],
  ])('%s', (_, steps, order, notified) => {
    expect(notifiedOf(steps, order, AFTER_ALARM)).toEqual(notified);
  });

  it.each<[string, Config['notifyOn'], string[]]>([
    ['of everything', ALWAYS, ['0 ALARM', '1 OK', '2 INSUFFICIENT_DATA', '3 OK', '4 ALARM', '5 OK']],
    ['of ALARM alone', NEVER, ['0 ALARM', '4 ALARM']],
    [
      'of no missing data, but of OK',
      { ok: 'after-alarm', insufficientData: 'never' },
      ['0 ALARM', '1 OK', '4 ALARM', '5 OK'],
    ],
  ])('%s where config/ says so', (_, notifyOn, notified) => {
    const steps: Step[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK'];
    expect(notifiedOf(steps, inOrder(steps), notifyOn)).toEqual(notified);
  });
});
