import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from '../events/fixture';
import { signalCard } from '../functions/slack-notifier/cards/signal-card';
import { readSignals } from '../functions/slack-notifier/signals';
import { slackMessage } from '../functions/slack-notifier/slack-message';
import { loadConfig } from '../shared/config/load';
import { showMessage } from './show-message';

const ROOT = join(__dirname, '..');

/** Times are those of the reader. */
const timeless = (text: string): string => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, '<time>');

describe.each(['README.md', 'README.ko.md'])('%s', (name) => {
  const text = readFileSync(join(ROOT, name), 'utf8');

  it('shows the message that its first command makes, not one that nobody gets', () => {
    const event = /npx sls invoke local -f slackNotifier -p events\/(\S+)\.json/.exec(text)?.[1] ?? '';
    const [signal] = readSignals(fixture(event));
    if (!signal) throw new Error(`expected an event that is told, got ${event}`);
    const { project, environment } = loadConfig(join(ROOT, 'config'), 'dev');
    const message = slackMessage(signalCard(signal), {
      project,
      environment,
      channel: undefined,
      mentions: {},
    });
    const [, shown = ''] = /```text\n([\s\S]*?)\n```/.exec(text) ?? [];
    expect(timeless(shown)).toBe(timeless(showMessage(message)));
  });
});
