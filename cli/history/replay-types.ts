/** What a replay of the last weeks comes to. */
import type { SlackMessage } from '../../functions/slack-notifier/receivers/slack/limits';
import type { Severity } from '../../shared/notification';
import type { ChangeRecord } from './reading';

/**
 * What became of a change: people were notified of it (alone or in a digest), or it was suppressed, and why, in one line. `severity`
 * is that of the change.
 */
export type Told = {
  change: ChangeRecord;
  severity: Severity;
  outcome: 'notified' | 'suppressed';
  why: string;
  /** Which message says it; none where it was suppressed, or Slack would have got it too late and others did instead. */
  message: number | undefined;
};

/**
 * A message as Slack would have got it. `at`: when it would have been posted, in ms since 1970. `changes`: how many it
 * tells of. `slack` is kept compressed: ask for those that are shown.
 */
export type ReplayedMessage = { at: number; readonly slack: SlackMessage; changes: number };

/** A process that would have been restarted. `at` in ms since 1970. What would have been said of it is among no messages. */
export type ReplayedRestart = { at: number; alarm: string; unit: string; instance: string };

export type Replay = {
  /** Every change of the reading, in its order, each exactly once. */
  told: Told[];
  messages: ReplayedMessage[];
  restarts: ReplayedRestart[];
  /** To every address and number of the configuration. */
  mails: number;
  sms: number;
};
