/** A message of Slack as a person reads it. */
import type { readMessages } from './emulators/slack';

type SlackMessage = Awaited<ReturnType<typeof readMessages>>[number];

/** Its first line, without the marks of bold. */
export const headlineOf = ({ text }: Pick<SlackMessage, 'text'>): string => text.replaceAll('*', '');

/** All of it: the headline, and what stands below as JSON. */
export const shownIn = (message: Pick<SlackMessage, 'text' | 'attachments'>): string =>
  `${headlineOf(message)}\n${JSON.stringify(message.attachments)}`;
