/** What polls and reconciles notify of: little, and nothing twice within its time. */
import { createHash } from 'node:crypto';
import { type Notification, notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { cooldown } from '../../shared/state/cooldown';
import { DAY_MS } from '../../shared/text/duration';
import { counted } from '../../shared/text/plural';
import type { Context } from './context';
import { costOf, countsOf, planLines } from './plan-text';
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

/** Nothing is made for what was there before the service until a person opts in. */
function optInNotification({ awaitingOptIn }: Report, { stage, region }: Rules): Notification {
  const { make } = countsOf(awaitingOptIn);
  const unseen = awaitingOptIn.reduce((count, plan) => count + plan.unseen.length, 0);
  const more = unseen > 0 ? `, and up to ${unseen} more for processes that have run within a day` : '';
  return notification({
    incident: `instances without alarms ${region}`,
    severity: 'info',
    title: `${counted(awaitingOptIn.length, 'instance')} without alarms`,
    text:
      `They were there before this service. \`npm run reconcile -- --stage ${stage} --apply\` makes ${counted(make, 'alarm')} for them, ` +
      `about ${costOf(make)}${more}; instances launched from now on get theirs at once.`,
    details: [{ title: 'The plan', lines: awaitingOptIn.flatMap(planLines) }],
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
  const counts = [
    failures.length > 0 ? `${failures.length} could not be looked after` : '',
    problems.length > 0 ? `${problems.length} have something that cannot be used` : '',
  ];
  return notification({
    incident: `alarms of instances ${region}`,
    severity: 'warning',
    title: 'Alarms of instances need a look',
    text: `Of the instances ${counts.filter(Boolean).join(', ')}.`,
    details: [{ title: 'What is wrong', lines }],
  });
}

const SHOWN_ITEMS = 20;

function itemsText(items: string[]): string {
  const more = items.length - SHOWN_ITEMS;
  return items.slice(0, SHOWN_ITEMS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** `i-1: disk-warning has 20 alarms; none have: /a, /b` */
export const leftOutLines = ({ leftOut }: Pick<Report, 'leftOut'>, most: number): string[] =>
  leftOut.map(
    ({ id, template, items }) => `${id}: ${template} has ${most} alarms; none have: ${itemsText(items)}`,
  );

/** Which of them are left out may change from day to day: people know by the instance and the template. */
async function leftOutNotifications(report: Report, { rules, store, now }: Context): Promise<Publication[]> {
  const { most } = rules.config;
  const lines = leftOutLines(report, most);
  if (lines.length === 0) return [];
  const count = report.leftOut.reduce((sum, { items }) => sum + items.length, 0);
  const instances = new Set(report.leftOut.map(({ id }) => id)).size;
  const tooMany = notification({
    incident: `alarms left out ${rules.region}`,
    severity: 'warning',
    title: 'Instances report more than there are alarms for',
    text: `On ${counted(instances, 'instance')} ${counted(count, 'alarm')} more would be made for disks and processes: a template has ${most} on an instance at most (\`instances.most\` in config/).`,
    details: [{ title: 'Left out', lines }],
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
