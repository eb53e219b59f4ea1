/** What looks and reconciles have to tell: little, and nothing twice within its time. */

import { createHash } from 'node:crypto';
import { type Notice, notice } from '../../shared/notice';
import { recall, remember } from '../../shared/state/remember';
import type { Store } from '../../shared/state/store';
import type { Telling } from '../../shared/telling';
import { counted } from '../../shared/text/plural';
import { costOf, countsOf, linesOf } from './plan-text';
import type { Report } from './sweep';

const DAY = 24 * 3_600_000;

/** Told unless the same was told within so many milliseconds. */
async function unlessTold(store: Store, content: Notice, lines: string[], ms: number, now: Date) {
  const digest = createHash('sha256')
    .update([content.title, content.text, ...lines].join('\n'))
    .digest('hex');
  const key = `instances told ${digest.slice(0, 32)}`;
  if ((await recall(store, key, now)) !== undefined) return [];
  const told = () => remember(store, key, true, ms, now);
  return [{ notice: content, told }];
}

/** The first day: nothing is made for what was there before until a person agrees. */
function waitingNotice({ waiting }: Report, stage: string): Notice {
  const { make } = countsOf(waiting);
  const awaited = waiting.reduce((count, plan) => count + plan.unseen.length, 0);
  const more = awaited > 0 ? `, and up to ${awaited} more for processes that have run within a day` : '';
  return notice({
    severity: 'info',
    title: `${counted(waiting.length, 'instance')} without alarms`,
    text:
      `They were there before this service. \`npm run reconcile -- --stage ${stage} --apply\` makes ${counted(make, 'alarm')} for them, ` +
      `about ${costOf(make)}${more}; instances launched from now on get theirs at once.`,
    details: [{ title: 'The plan', lines: waiting.flatMap(linesOf) }],
  });
}

const problemLines = ({ problems, failures }: Report): string[] => [
  ...problems.map(({ id, problem }) => `${id}: ${problem}`),
  ...failures.map(({ id, why }) => `${id}: ${why}`),
];

function troubleNotice({ problems, failures }: Report, lines: string[]): Notice {
  const counts = [
    failures.length > 0 ? `${failures.length} could not be looked after` : '',
    problems.length > 0 ? `${problems.length} have something that cannot be used` : '',
  ];
  return notice({
    severity: 'warning',
    title: 'Alarms of instances need a look',
    text: `Of the instances ${counts.filter(Boolean).join(', ')}.`,
    details: [{ title: 'What is wrong', lines }],
  });
}

export async function reportNotices(
  report: Report,
  { store, stage, now, daily }: { store: Store; stage: string; now: Date; daily: boolean },
): Promise<Telling[]> {
  const lines = problemLines(report);
  const trouble =
    lines.length > 0 ? await unlessTold(store, troubleNotice(report, lines), lines, DAY, now) : [];
  const isNews = daily && report.waiting.length > 0;
  const waiting = isNews ? await unlessTold(store, waitingNotice(report, stage), [], 7 * DAY, now) : [];
  return [...trouble, ...waiting];
}
