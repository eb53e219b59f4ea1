/** What people would have been notified of in these two weeks. */
import type { AlarmRecord, ChangeRecord, Reading } from '../../cli/history/reading';
import type { Replay, Told } from '../../cli/history/replay-types';
import { digests } from '../../functions/slack-notifier/delivery/digest';
import { slackMessage } from '../../functions/slack-notifier/receivers/slack/render';
import { alarmNotification, severityOf } from '../../shared/alarm/notification';
import type { Notification } from '../../shared/notification';
import { type Alarm, type AlarmState, childOf, variantOf } from '../../shared/parsing/alarm';
import { readReason } from '../../shared/parsing/alarm-reason';
import { ACCOUNT, alarmArn, alarmRecord, REGION, ZONE } from '../history';
import { STORM_RINGS } from './reading';
import { instance } from './shop';

function alarmOf(record: AlarmRecord, change: ChangeRecord): Alarm {
  const { reading } = readReason(change.reason);
  const comparison = record.comparison?.startsWith('Less') ? ('below' as const) : ('above' as const);
  const { threshold, period, evaluationPeriods, datapointsToAlarm } = record;
  const queries = record.metrics.map(({ id, expression, label, returned, stat }) => ({
    id,
    expression,
    label,
    returned,
    metric: stat && { ...stat, statistic: stat.statistic, period: stat.period, unit: stat.unit },
  }));
  const condition = { comparison, threshold, period, evaluationPeriods, datapointsToAlarm };
  return {
    name: record.name,
    state: change.to,
    previousState: change.from,
    reason: change.reason,
    changedAt: new Date(change.at),
    description: record.description,
    arn: alarmArn(record.name),
    account: ACCOUNT,
    region: REGION,
    regionName: undefined,
    suppressedBy: undefined,
    contributor: undefined,
    ...(record.rule
      ? { kind: 'composite', rule: record.rule, children: [childOf(alarmArn('checkout errors'), change.to)] }
      : variantOf(queries, condition, reading)),
  };
}

const context = { project: 'shop', environment: 'production', channel: undefined, mentions: {} };

type Judged = { told: Told; notification: Notification };

/** By the policy: of ALARM people are notified, of all else only after one. */
function judge(record: AlarmRecord, change: ChangeRecord, last: AlarmState | undefined): Told {
  const severity = severityOf({ state: change.to, description: record.description });
  const told: Told = { change, severity, outcome: 'suppressed', why: '', message: undefined };
  if (!record.actionsEnabled) return { ...told, why: 'its actions are disabled' };
  if (change.to === 'ALARM') return { ...told, outcome: 'notified', why: 'the alarm is in ALARM' };
  return last === 'ALARM'
    ? { ...told, outcome: 'notified', why: 'people were last notified of ALARM' }
    : { ...told, why: `${change.from} → ${change.to}: the alarm was not in ALARM before` };
}

function judgeAll({ alarms, changes }: Reading): { all: Told[]; notified: Judged[] } {
  const known = new Map(alarms.map((one) => [one.name, one]));
  const last = new Map<string, AlarmState>();
  const all: Told[] = [];
  const notified: Judged[] = [];
  for (const change of changes) {
    const record = known.get(change.alarm) ?? alarmRecord(change.alarm);
    const told = judge(record, change, last.get(change.alarm));
    all.push(told);
    if (told.outcome === 'suppressed') continue;
    last.set(change.alarm, change.to);
    notified.push({ told, notification: alarmNotification(alarmOf(record, change)) });
  }
  return { all, notified };
}

/** What comes in the moment of the storm is one digest, all else a message of its own. */
const isOfStorm = ({ told }: Judged): boolean => Date.parse(told.change.at) === STORM_RINGS;

export function sampleReplay(reading: Reading): Replay {
  const { all, notified } = judgeAll(reading);
  const storm = notified.filter(isOfStorm);
  const groups = [...notified.filter((one) => !isOfStorm(one)).map((one) => [one]), storm].sort(
    ([one], [other]) => (one?.told.change.at ?? '').localeCompare(other?.told.change.at ?? ''),
  );
  const messages = groups.map((group, index) => {
    for (const { told } of group) told.message = index;
    const at = Date.parse(group[0]?.told.change.at ?? '') + 1_500;
    const news = group.map(({ notification }) => ({ notifications: [notification], newest: undefined }));
    const [digest] = digests(news, { now: new Date(at), timeZone: ZONE });
    if (!digest) throw new Error('expected a message');
    const { message } = digest;
    return { at, headline: message.title, slack: slackMessage(message, context), changes: group.length };
  });
  const restarts = reading.changes
    .filter(({ alarm, to }) => alarm === 'web-1 httpd' && to === 'ALARM')
    .map(({ alarm, at }) => ({ at: Date.parse(at), alarm, unit: 'httpd', instance: instance(1) }));
  return { told: all, messages, restarts, mails: messages.length, sms: 118 };
}
