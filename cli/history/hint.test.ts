import { LANGUAGES, speak } from '../../shared/words/language';
import { alarm, change, config, readingOf } from '../../test/readings';
import { hintOf } from './hint';
import { insightsOf } from './insights/insights';
import type { Reading } from './reading';
import { replay } from './replay';

const hint = async (of: Reading, allAlarms = false): Promise<string> =>
  hintOf(insightsOf(of, await replay(of, config({ allAlarms })), 'UTC'));

const silent = alarm('web', { alarmActions: [], okActions: [] });
const rang = [change('web', 'ALARM', 0), change('web', 'OK', 9)];

afterAll(() => speak('en'));

describe('hintOf', () => {
  beforeAll(() => speak('en'));

  it('says what to do where no alarm tells anybody, or is not to', async () => {
    const says = expect.stringMatching(/^Nobody would have been notified: .*`allAlarms: true`/);
    expect(await hint(readingOf([silent], rang))).toEqual(says);
    expect(await hint(readingOf([alarm('web', { actionsEnabled: false })], rang))).toEqual(says);
  });

  it('says where there is no alarm, and when none has changed', async () => {
    expect(await hint(readingOf([], []))).toMatch(/^There are no alarms in ap-northeast-2\./);
    expect(await hint(readingOf([silent], []))).toBe('No alarm changed its state in this time.');
  });

  it.each([
    ['there are messages', readingOf([silent, alarm('db')], [...rang, change('db', 'ALARM', 1)]), false],
    ['all alarms are heard', readingOf([silent], rang), true],
    [
      'nobody was to be notified of what changed',
      readingOf([alarm('web')], [change('web', 'OK', 0, { from: 'INSUFFICIENT_DATA' })]),
      false,
    ],
  ])('says nothing where %s', async (_, of, allAlarms) => {
    expect(await hint(of, allAlarms)).toBe('');
  });

  it.each(LANGUAGES)('speaks %s', async (language) => {
    const all = insightsOf(readingOf([], []), await replay(readingOf([], []), config()), 'UTC');
    speak(language);
    expect(hintOf(all)).toMatchSnapshot();
  });
});
