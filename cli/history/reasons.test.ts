import { DUPLICATE } from '../../functions/slack-notifier/delivery/open-incidents';
import { notifyPolicy } from '../../functions/slack-notifier/delivery/policy';
import type { AlarmState } from '../../shared/parsing/alarm';
import { historyWords } from '../../shared/words/history';
import { speak } from '../../shared/words/language';
import { alarm, change } from '../../test/readings';
import { INHIBITED } from './replay/notifier';
import { silenceOf } from './replay/silence';

const STATES: AlarmState[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];

/** Whatever the policy says, of any state after any. */
const ofPolicy = STATES.flatMap((state) =>
  [undefined, ...STATES].flatMap((before) =>
    [undefined, ...STATES].flatMap((last) =>
      [undefined, ...STATES].flatMap((newest) =>
        (['after-alarm', 'always', 'never'] as const).map((when) => {
          const alarm = {
            name: 'web',
            state,
            previousState: before,
            suppressed: undefined,
            mutedBy: undefined,
          };
          const known = {
            newest: newest && { state: newest, at: 1, severity: 'critical' as const },
            newestNotified: last && { state: last, at: 0, severity: 'critical' as const },
          };
          return notifyPolicy(alarm, 2, known, { ok: when, insufficientData: when }).why;
        }),
      ),
    ),
  ),
);

const ofSilence = STATES.flatMap((to) => [
  silenceOf(change('web', to, '03:00'), alarm('web', { actionsEnabled: false }), {
    allAlarms: false,
  }),
  silenceOf(
    change('web', to, '03:00'),
    alarm('web', { alarmActions: [], okActions: [], insufficientDataActions: [] }),
    { allAlarms: false },
  ),
  silenceOf(change('alarm-responder-dev-canary', to, '03:00'), undefined, { allAlarms: false }),
]).flatMap((why) => why ?? []);

const others = [
  DUPLICATE,
  INHIBITED.why,
  'others were notified of it',
  'people are notified of its contributors, each by itself',
  'the OK of web is notified instead',
];

beforeAll(() => speak('ko'));
afterAll(() => speak('en'));

it.each([...new Set([...ofPolicy, ...ofSilence, ...others])])('is said in Korean: %s', (why) => {
  const said = historyWords()
    .reason(why)
    .replace(/SNS|watchdog|web/g, '');
  expect(said).toMatch(/[가-힣]/);
  expect(said).not.toMatch(/[a-z]/i);
});

it('is said as it is where nobody has translated it', () => {
  expect(historyWords().reason('x')).toBe('x');
});
