/** Whether CloudWatch bears out what a message says. The name in the message is only the key. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { parseArn } from '../../shared/aws/arn';
import type { DescribedAlarm } from '../../shared/aws/cloudwatch';
import { dateTimeText } from '../../shared/text/clock';
import { MINUTE_MS, SECOND_MS } from '../../shared/text/duration';
import { commonWords } from '../../shared/words/common';
import { restartsWords } from '../../shared/words/restarts';
import type { AlarmMessage, ProcessAlarm } from './target';

/** What makes a message suspicious. People are notified once a day of each of them, so there must be few. */
export type Suspicion =
  | 'unknown alarm'
  | 'another alarm'
  | 'another metric'
  | 'future'
  | 'not in ALARM'
  | 'no action';

/**
 * `true`: what CloudWatch says is to be acted on. `moved on`: the alarm has changed since. `elsewhere`: it is of another
 * region or account, which CloudWatch is not asked about from here. `older`: CloudWatch's
 * answer is of before the message, so it may lag. `why` is for people, without a full stop.
 */
export type FinalVerdict =
  | { kind: 'true'; alarm: DescribedAlarm }
  | { kind: 'moved on' | 'elsewhere'; why: string }
  | { kind: 'suspicious'; suspicion: Suspicion; why: string };
export type Verdict = FinalVerdict | { kind: 'older'; why: string };

/** Clocks differ by less. */
const MAX_AHEAD_MS = MINUTE_MS;
/** SNS and DescribeAlarms may stamp one change apart. */
const SAME_CHANGE_MS = SECOND_MS;

const suspicious = (suspicion: Suspicion, why: string): FinalVerdict => ({
  kind: 'suspicious',
  suspicion,
  why,
});

/** The ARN holds account, region and name; without it, as in AWS's own sample, the account may stand alone. */
const isSameAlarm = ({ arn, name, account }: ProcessAlarm, described: DescribedAlarm): boolean =>
  described.name === name &&
  (arn === undefined || arn === described.arn) &&
  (account === undefined || account === parseArn(described.arn)?.account);

const isSameMetric = ({ metric }: ProcessAlarm, described: DescribedAlarm): boolean =>
  metric.namespace === described.namespace &&
  metric.name === described.metric &&
  isDeepStrictEqual({ ...metric.dimensions }, { ...described.dimensions });

/** Other than the message says: a message of before the alarm was given them says what was true then. */
function notSameMetric({ changedAt }: ProcessAlarm, { configuredAt }: DescribedAlarm): Verdict {
  const why = restartsWords().anotherMetric;
  return configuredAt > changedAt ? { kind: 'moved on', why } : suspicious('another metric', why);
}

/**
 * Whether the alarm is of another region or account, and came by a topic of `existingTopics`. CloudWatch sends to topics of
 * the alarm's own region alone, and to `alerts` for its own account alone (resources/topics.yml): otherwise somebody else has.
 * @param ownTopic the ARN of the stage's topic `alerts`
 */
export function elsewhere(
  { alarm, topicArn }: AlarmMessage & { alarm: ProcessAlarm },
  ownTopic: string | undefined,
): FinalVerdict | undefined {
  const [of, topic, here] = [alarm.arn, topicArn, ownTopic].map((arn) => parseArn(arn ?? ''));
  if (!of || !here || (of.region === here.region && of.account === here.account)) return undefined;
  if (topicArn === ownTopic || of.region !== topic?.region) return undefined;
  return { kind: 'elsewhere', why: restartsWords().elsewhere(of.region, of.account) };
}

const stateText = (state: DescribedAlarm['state']): string =>
  state === undefined ? commonWords().notKnown : commonWords().state(state);

/** That it does not ring may be old news, a lagging answer, or a message that CloudWatch has not sent. */
function notRinging({ changedAt }: ProcessAlarm, { state, changedAt: since }: DescribedAlarm): Verdict {
  const words = restartsWords();
  if (since.getTime() >= changedAt.getTime() - SAME_CHANGE_MS) {
    return { kind: 'moved on', why: words.alreadyIn(stateText(state)) };
  }
  return {
    kind: 'older',
    why: words.notRinging(stateText(state), dateTimeText(since), dateTimeText(changedAt)),
  };
}

/** An alarm that rings and does not act on the topic has sent nothing, unless that was changed since. */
function notActing({ changedAt }: ProcessAlarm, described: DescribedAlarm, topicArn: string): Verdict {
  const words = restartsWords();
  const why = described.actionsEnabled ? words.noAction(topicArn) : words.actionsDisabled;
  return described.configuredAt > changedAt
    ? { kind: 'moved on', why }
    : suspicious('no action', words.sendsNothing(why));
}

/**
 * @param described the alarm of that name as it is now, of this account and region
 * @param now what is stamped later than that has not happened
 */
export function verify(
  { alarm, topicArn }: AlarmMessage & { alarm: ProcessAlarm },
  described: DescribedAlarm | undefined,
  now: Date,
): Verdict {
  const words = restartsWords();
  if (!described) {
    return suspicious('unknown alarm', words.noSuchAlarm);
  }
  if (!isSameAlarm(alarm, described)) {
    return suspicious('another alarm', words.anotherAlarm(described.arn));
  }
  if (!isSameMetric(alarm, described)) return notSameMetric(alarm, described);
  if (alarm.changedAt.getTime() > now.getTime() + MAX_AHEAD_MS) {
    return suspicious('future', words.future(dateTimeText(alarm.changedAt)));
  }
  if (described.state !== 'ALARM') return notRinging(alarm, described);
  if (!described.actionsEnabled || !described.alarmActions.includes(topicArn)) {
    return notActing(alarm, described, topicArn);
  }
  return { kind: 'true', alarm: described };
}

/** What CloudWatch still says after it was asked again. */
export const finalVerdict = (verdict: Verdict): FinalVerdict =>
  verdict.kind === 'older' ? suspicious('not in ALARM', verdict.why) : verdict;
