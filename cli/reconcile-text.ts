/** What a reconcile says, by instance: what is to be done there, and what somebody has to look at. Pure. */
import { planLines } from '../functions/instance-alarms/plan-text';
import type { Report } from '../functions/instance-alarms/report';
import { leftOutLine } from '../functions/instance-alarms/report-notifications';
import { instanceNameOf } from '../shared/alarm/description';
import { safeLine } from '../shared/text/safe';
import { paintStart } from './paint';

const COLORS = {
  make: 'green',
  enable: 'green',
  change: 'yellow',
  disable: 'yellow',
  delete: 'red',
} as const;

/** A line, and the instance that it is about. */
type Line = { id: string; text: string };

const linesOf = (report: Report, most: number): Line[] => [
  ...[...report.plans, ...report.awaitingOptIn].flatMap(({ id, ...plan }) =>
    planLines(plan).map((text) => ({ id, text })),
  ),
  ...report.problems.map(({ id, problem }) => ({ id, text: `look at it: ${problem}` })),
  ...report.leftOut.map((one) => ({ id: one.id, text: `left out: ${leftOutLine(one, most)}` })),
];

/** `web-1 (i-0a1b…)`, where an alarm that would be made says what it is called. */
function headOf(id: string, { plans, awaitingOptIn }: Report): string {
  const [first] = [...plans, ...awaitingOptIn].find((plan) => plan.id === id)?.puts ?? [];
  const name = first && instanceNameOf(first.settings);
  return name ? `${name} (${id})` : id;
}

/** @param most alarms of a template on an instance */
export const reportLines = (report: Report, most: number): string[] =>
  [...Map.groupBy(linesOf(report, most), ({ id }) => id)].flatMap(([id, lines]) => [
    safeLine(headOf(id, report)),
    ...lines.map(({ text }) => `  ${paintStart(safeLine(text), COLORS)}`),
  ]);
