import { LANGUAGES, speak } from '../../shared/words/language';
import { sampleReading } from '../../test/history-sample/reading';
import { sampleReplay } from '../../test/history-sample/replay';
import { readingOf, ZONE } from '../../test/readings';
import { replayOf } from '../../test/replays';
import { type Insights, insightsOf } from './insights/insights';
import { mendText, type Section, sectionsOf } from './sections';

const reading = sampleReading();
let insights: Insights;
beforeAll(async () => {
  insights = insightsOf(reading, await sampleReplay(reading), ZONE);
});

const shown = ({ title, note, items }: Section): string =>
  [
    `## ${title}`,
    ...(note ? [note] : []),
    ...items.map(
      ({ alarms, text, mend }) => `- ${[alarms.join(' + '), text, mend].filter(Boolean).join(' | ')}`,
    ),
  ].join('\n');

afterAll(() => speak('en'));

describe('sectionsOf', () => {
  it.each(LANGUAGES)('says what to act on, in %s', (language) => {
    speak(language);
    expect(`\n${sectionsOf(insights, ZONE).map(shown).join('\n\n')}\n`).toMatchSnapshot();
  });

  it('has nothing to say of a history in which nothing happened', () => {
    const nothing = readingOf([]);
    expect(sectionsOf(insightsOf(nothing, replayOf(nothing), ZONE), ZONE)).toEqual([]);
  });
});

describe('a share', () => {
  it('of one among thousands is not nothing', () => {
    speak('en');
    const [noisiest] = insights.noisiest;
    if (!noisiest) throw new Error('the sample has no noise');
    const [section] = sectionsOf({ ...insights, noisiest: [{ ...noisiest, share: 0.0007 }] }, ZONE);
    expect(section?.items.map(({ text }) => text)).toEqual(['140 notified, < 1 % of all, 66 by night']);
  });
});

describe('mendText', () => {
  beforeAll(() => speak('en'));
  it.each([
    [
      { how: 'threshold' as const, from: 10e9, to: 4.7e9, unit: 'bytes' as const, quiet: 3, of: 3 },
      'A limit of 4.7 GB instead of 10 GB would have kept all 3 quiet, by the values at which they began.',
    ],
    [
      { how: 'periods' as const, from: 1, to: 3, period: 300, quiet: 8, of: 9 },
      '3 periods of 5 min in a row instead of 1 would have kept 8 of 9 quiet. Of what lasts longer you hear 10 min later.',
    ],
    [{ how: 'gone' as const }, 'It is gone by now.'],
  ])('of %j', (mend, expected) => {
    expect(mendText(mend)).toBe(expected);
  });
});
