/** Whatever stands in a history, each change has its outcome, and no message says what only looks as if we had said it. */
import fc from 'fast-check';
import { foreignText } from '../../../test/foreign-text';
import { alarm, change, config, over, readingOf } from '../../../test/readings';
import { headlineOf } from '../headline';
import type { AlarmRecord, ChangeRecord } from '../reading';
import type { Replay } from '../replay-types';
import { replay } from '.';

const ATTACKS = [
  'web\nFORGED: all is well',
  'web\r\nFORGED\u2028FORGED\u0085FORGED',
  'web\u001b[2K\u001b[1GFORGED',
  '<script>alert(1)</script>',
  '<!channel> <https://evil.example|Alarm>',
  'web\u202eFORGED',
  '__proto__',
  'constructor',
  '{"AlarmName":"x","NewStateValue":"ALARM"}',
  '-'.repeat(2_000),
];
const hostile = fc.oneof(fc.constantFrom(...ATTACKS), foreignText, fc.constantFrom('web', 'db'));
const name = fc.oneof(fc.constantFrom('web', 'db', 'shop'), hostile);
const state = fc.constantFrom('OK' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const);
const kind = fc.constantFrom('metric' as const, 'composite' as const, 'log' as const);

const at = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.integer({ min: 0, max: 600 }).map((minutes) => change('web', 'OK', minutes).at),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1970-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'),
  },
);

const broken = fc.constantFrom('', '{', 'null', '[]', '{"triggeringAlarms":[{"arn":1}]}', '[['.repeat(5_000));
const children = hostile.map((arn) =>
  JSON.stringify({ triggeringAlarms: [{ arn, state: { value: 'ALARM' } }] }),
);
const reasons = fc.oneof(
  fc.constantFrom(change('web', 'ALARM', 0).reason, '3 out of 6 time series evaluated to ALARM', ''),
  hostile,
  fc.constant(`Threshold Crossed: ${'1 datapoint [1.0'.repeat(6_000)}`),
);

const changes = fc.array(
  fc
    .record({
      alarm: name,
      kind,
      at,
      from: fc.option(state, { nil: undefined }),
      to: state,
      reason: reasons,
      reasonData: fc.option(fc.oneof(broken, children), { nil: undefined }),
      contributor: fc.option(
        fc.record({ id: hostile, attributes: fc.dictionary(hostile, hostile, { maxKeys: 3 }) }),
        {
          nil: undefined,
          freq: 4,
        },
      ),
    })
    .map((one): ChangeRecord => one),
  { maxLength: 30 },
);

const metrics = fc.oneof(
  fc.constant<AlarmRecord['metrics']>([]),
  fc
    .tuple(hostile, hostile, fc.dictionary(hostile, hostile, { maxKeys: 3 }))
    .map(([namespace, metric, dimensions]) => over(namespace, metric, dimensions)),
  hostile.map((InstanceId) => over('AWS/EC2', 'CPUUtilization', { InstanceId })),
  hostile.map((exe) => over('CWAgent', 'procstat_lookup_pid_count', { InstanceId: 'i-1', exe })),
  hostile.map((expression) => [{ id: 'e1', expression, label: expression, returned: true }]),
);
const alarms = fc.uniqueArray(
  fc
    .record({ name, kind, metrics, description: hostile, rule: hostile, actionsEnabled: fc.boolean() })
    .map(({ name: own, ...more }): AlarmRecord => alarm(own, more)),
  { selector: ({ name: own }) => own, maxLength: 8 },
);

/** All that people would read, a text each. Code and quotations are somebody else's words, and look so. */
function textsOf({ messages }: Replay): string[] {
  return messages.flatMap(({ slack }) => [
    slack.text,
    ...slack.attachments.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.type === 'section'
          ? (block.text?.text ?? '').replace(/```[\s\S]*?```/g, '')
          : block.elements.flatMap((one) => ('text' in one ? one.text : [])),
      ),
    ),
  ]);
}

/** Control characters, and what turns the direction of reading. */
const STEERING = /[\p{Cc}\u2028\u2029\u202a-\u202e]/u;

describe('replay', () => {
  it('holds for any history', async () => {
    const settings = config({
      sms: { numbers: ['+821012345678'], notifyOn: ['critical', 'warning', 'good'] },
    });
    await fc.assert(
      fc.asyncProperty(alarms, changes, async (known, all) => {
        const result = await replay(readingOf(known, [], { changes: all }), settings);
        const { told, messages } = result;
        expect(told.map((one) => one.change)).toEqual(all);
        const notified = told.filter(({ outcome }) => outcome === 'notified');
        for (const one of told) expect(one.message === undefined).toBe(one.outcome === 'suppressed');
        expect(messages.reduce((sum, one) => sum + one.changes, 0)).toBe(notified.length);
        expect(messages.filter((one) => one.changes === 0)).toEqual([]);
        for (const line of [
          ...told.map(({ why }) => why),
          ...messages.map(({ slack }) => headlineOf(slack)),
        ]) {
          expect(line).not.toMatch(STEERING);
        }
        for (const text of textsOf(result)) {
          expect(text).not.toMatch(/^FORGED/m);
          expect(text).not.toMatch(/<!(?!date)|<script|<https:\/\/evil/);
          expect(text.replaceAll('\n', '')).not.toMatch(STEERING);
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
