/** `npm run history -- --post`: the figures as a message to Slack. */
import { alone } from '../../functions/slack-notifier/delivery/digest';
import { postMessage } from '../../functions/slack-notifier/receivers/slack/post';
import { type SlackContext, slackMessage } from '../../functions/slack-notifier/receivers/slack/render';
import { plainWebhookUrl } from '../../functions/slack-notifier/receivers/slack/webhook-secret';
import { speak } from '../../shared/words/language';
import { askForWebhook } from '../ask-for-webhook';
import { insightsOf } from './insights/insights';
import { reportOf } from './report';
import type { History } from './show';

const TIMEOUT_MS = 15_000;

/** Of what stage it is, and whom a message calls. */
export type Sender = Pick<SlackContext, 'project' | 'environment' | 'mentions'>;

/**
 * The webhook of `SLACK_WEBHOOK_URL`, else one that it asks for: the stage's own only the notifier may decrypt.
 * @throws ConfigError when it is none
 */
export const chooseWebhook = async (): Promise<string> => plainWebhookUrl() ?? (await askForWebhook());

/** @throws SlackError when Slack does not take it */
export async function post(history: History, sender: Sender, address: string): Promise<void> {
  const { reading, replay, timeZone, language } = history;
  speak(language);
  const report = reportOf(insightsOf(reading, replay, timeZone), timeZone);
  const message = slackMessage(alone(report), { ...sender, channel: undefined });
  await postMessage(address, message, () => TIMEOUT_MS);
}
