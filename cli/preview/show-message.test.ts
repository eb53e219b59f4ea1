import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from '../../functions/slack-notifier/delivery/digest';
import { readIncomingEvents } from '../../functions/slack-notifier/incoming';
import { incomingNotification } from '../../functions/slack-notifier/notifications/incoming';
import { slackMessage } from '../../functions/slack-notifier/receivers/slack/render';
import { loadConfig } from '../../shared/config/load';
import { speak } from '../../shared/words/language';
import { fixture } from '../../test/fixture';
import { showMessage } from './show-message';

const ROOT = join(__dirname, '../..');

/** Times are those of the reader. */
const timeless = (text: string): string => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, '<time>');

describe.each([
  ['README.md', 'en'],
  ['README.ko.md', 'ko'],
] as const)('%s', (name, language) => {
  const text = readFileSync(join(ROOT, name), 'utf8');

  beforeAll(() => {
    speak(language);
  });
  afterAll(() => {
    speak('en');
  });

  it('shows the message that its first command makes, not one that nobody gets', () => {
    const event = /npx sls invoke local -f slackNotifier -p events\/(\S+)\.json/.exec(text)?.[1] ?? '';
    const [incoming] = readIncomingEvents(fixture(event), 'request-1');
    if (!incoming) throw new Error(`expected an event that people are notified of, got ${event}`);
    const { project, environment } = loadConfig(join(ROOT, 'config'), 'dev');
    const message = slackMessage(alone(incomingNotification(incoming)), {
      project,
      environment,
      channel: undefined,
      mentions: {},
    });
    const [, shown = ''] = /```text\n([\s\S]*?)\n```/.exec(text) ?? [];
    expect(timeless(shown)).toBe(timeless(showMessage(message)));
  });
});
