/** What polls and reconciles notify of: little, and nothing twice within its time. */
import { createHash } from 'node:crypto';
import { instanceNameOf, shortAlarmName } from '../../shared/alarm/description';
import { instancesUrl } from '../../shared/aws/console';
import { type Notification, notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { cooldown } from '../../shared/state/cooldown';
import { npmRun } from '../../shared/text/advice';
import { DAY_MS } from '../../shared/text/duration';
import { commonWords } from '../../shared/words/common';
import { instancesWords } from '../../shared/words/instances';
import type { Context } from './context';
import type { Plan } from './plan';
import { countsOf, usdOf } from './plan-text';
import type { Report } from './report';
import type { Rules } from './rules';

const TROUBLE_COOLDOWN_MS = DAY_MS;
const OPT_IN_COOLDOWN_MS = 7 * DAY_MS;

const digestOf = (lines: string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32);

/** Under an id of its words: what says something else notifies at once. */
function cooled(
  notification: Notification,
  lines: string[],
  ms: number,
  { store, now }: Context,
): Promise<Publication[]> {
  const id = `instances told ${digestOf([notification.title, notification.text, ...lines])}`;
  return cooldown({ store, id, now, ms, withoutStore: 'fail' }, notification);
}

const links = (region: string): Notification['links'] => [
  { text: commonWords().links.instances, url: instancesUrl(region) },
];

/** `web-1: cpu-warning, cpu-critical`, which alarms an instance would get. */
function planLine({ puts }: Plan): string[] {
  const [first] = puts;
  if (!first) return [];
  const instance = instanceNameOf(first.settings) ?? first.settings.dimensions.InstanceId ?? '';
  return [`${instance}: ${puts.map(({ settings }) => shortAlarmName(settings.name)).join(', ')}`];
}

/** Nothing is made for what was there before the service until a person opts in. */
function optInNotification({ awaitingOptIn }: Report, rules: Rules): Notification {
  const words = instancesWords();
  const { make } = countsOf(awaitingOptIn);
  const unseen = awaitingOptIn.reduce((count, plan) => count + plan.unseen.length, 0);
  const { region } = rules;
  const command = npmRun('reconcile', rules, '--apply');
  return notification({
    incident: `instances without alarms ${region}`,
    severity: 'info',
    title: words.awaitOptIn(awaitingOptIn.length),
    text: words.optIn(command, make, words.cost(usdOf(make)), unseen),
    details: [{ title: words.plan, lines: awaitingOptIn.flatMap(planLine) }],
    links: links(region),
  });
}

const troubleLines = ({ problems, failures }: Report): string[] => [
  ...problems.map(({ id, problem }) => `${id}: ${problem}`),
  ...failures.map(({ id, why }) => `${id}: ${why}`),
];

function troubleNotification(
  { problems, failures }: Report,
  lines: string[],
  { region }: Rules,
): Notification {
  const words = instancesWords();
  return notification({
    incident: `alarms of instances ${region}`,
    severity: 'warning',
    title: words.trouble,
    text: words.troubleText(failures.length, problems.length),
    details: [{ title: words.wrong, lines }],
    links: links(region),
  });
}

const SHOWN_ITEMS = 20;

function itemsText(items: string[]): string {
  const more = items.length - SHOWN_ITEMS;
  return [items.slice(0, SHOWN_ITEMS).join(', '), more > 0 && commonWords().more(more)]
    .filter(Boolean)
    .join(' ');
}

/** `i-1: disk-warning has 20 alarms; none have: /a, /b` */
export const leftOutLine = ({ template, items }: Report['leftOut'][number], most: number): string =>
  instancesWords().leftOutLine(template, most, itemsText(items));

/** Which of them are left out may change from day to day: people know by the instance and the template. */
async function leftOutNotifications(report: Report, { rules, store, now }: Context): Promise<Publication[]> {
  const { most } = rules.config;
  const lines = report.leftOut.map((one) => `${one.id}: ${leftOutLine(one, most)}`);
  if (lines.length === 0) return [];
  const count = report.leftOut.reduce((sum, { items }) => sum + items.length, 0);
  const instances = new Set(report.leftOut.map(({ id }) => id)).size;
  const words = instancesWords();
  const tooMany = notification({
    incident: `alarms left out ${rules.region}`,
    severity: 'warning',
    title: words.leftOut,
    text: words.leftOutText(count, instances, most),
    details: [{ title: words.leftOutTitle, lines }],
    links: links(rules.region),
  });
  const places = report.leftOut.map(({ id, template }) => `${id} ${template}`);
  const id = `instances left out ${digestOf(places)}`;
  return cooldown({ store, id, now, ms: DAY_MS, withoutStore: 'fail' }, tooMany);
}

/** Of what awaits opt-in only the daily reconcile notifies, which sees all of it. */
export async function reportNotifications(
  report: Report,
  after: 'poll' | 'reconcile',
  context: Context,
): Promise<Publication[]> {
  const { rules } = context;
  const lines = troubleLines(report);
  const trouble =
    lines.length > 0
      ? await cooled(troubleNotification(report, lines, rules), lines, TROUBLE_COOLDOWN_MS, context)
      : [];
  const isNews = after === 'reconcile' && report.awaitingOptIn.length > 0;
  const optIn = isNews ? await cooled(optInNotification(report, rules), [], OPT_IN_COOLDOWN_MS, context) : [];
  return [...trouble, ...(await leftOutNotifications(report, context)), ...optIn];
}
