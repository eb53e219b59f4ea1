/** What a replay of the last weeks comes to. */
import type { SlackMessage } from '../../functions/slack-notifier/receivers/slack/limits';
import type { ChangeRecord } from './reading';

/** What became of a change: people were notified of it (alone or in a digest), or it was suppressed, and why. */
export type Told = {
  change: ChangeRecord;
  outcome: 'notified' | 'suppressed';
  why: string;
  /** Which message says it; none where it was suppressed. */
  message: number | undefined;
};

/** A message as Slack would have got it. `at`: when it would have been posted, in ms since 1970. `changes`: how many it tells of. */
export type ReplayedMessage = { at: number; slack: SlackMessage; headline: string; changes: number };

/** A process that would have been restarted. */
export type ReplayedRestart = { at: number; alarm: string; unit: string; instance: string };

export type Replay = {
  /** Every change of the reading, in its order, each exactly once. */
  told: Told[];
  messages: ReplayedMessage[];
  restarts: ReplayedRestart[];
  mails: number;
  sms: number;
};
