import { alone } from '../../functions/slack-notifier/delivery/digest';
import { LIMITS } from '../../functions/slack-notifier/receivers/slack/limits';
import { slackMessage } from '../../functions/slack-notifier/receivers/slack/render';
import { LANGUAGES, speak } from '../../shared/words/language';
import { sampleReading } from '../../test/history-sample/reading';
import { sampleReplay } from '../../test/history-sample/replay';
import { alarm, change, readingOf, ZONE } from '../../test/readings';
import { replayOf } from '../../test/replays';
import { showMessage } from '../preview/show-message';
import { insightsOf } from './insights/insights';
import type { Reading } from './reading';
import { reportOf } from './report';

const posted = (reading: Reading, replay = replayOf(reading)) =>
  slackMessage(alone(reportOf(insightsOf(reading, replay, ZONE), ZONE)), {
    project: 'shop',
    environment: 'production',
    channel: undefined,
    mentions: { critical: ['channel'] },
  });

const withoutDate = (text: string): string => text.replace(/^┃ .*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d.*$/m, '');

afterAll(() => speak('en'));

describe('reportOf', () => {
  it.each(LANGUAGES)('is one message that a channel reads, in %s', async (language) => {
    const reading = sampleReading();
    const replay = await sampleReplay(reading);
    speak(language);
    expect(`\n${withoutDate(showMessage(posted(reading, replay)))}\n`).toMatchSnapshot();
  });

  it('calls nobody and forges no line, whatever an alarm is called, and holds Slack’s limits', () => {
    speak('en');
    const names = Array.from(
      { length: 300 },
      (_, index) => `<!channel> *x*\nNoisiest\n• ok ${'y'.repeat(200)} ${index}`,
    );
    const changes = names.flatMap((name) =>
      [0, 1, 2].map((minute) => change(name, 'ALARM', `03:0${minute}`)),
    );
    const alarms = names.map((name) => alarm(name, { alarmActions: [] }));
    const message = posted(readingOf(alarms, changes));
    const text = JSON.stringify(message);
    expect(text).not.toContain('<!channel>');
    expect(text.match(/Noisiest\\n/g)).toHaveLength(1);
    expect(text.length).toBeLessThanOrEqual(LIMITS.total);
  });
});
