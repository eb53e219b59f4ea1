/** The counts of two configurations side by side. */
import type { ReactNode } from 'react';
import { grouped } from '../../../shared/text/number';
import { historyWords } from '../../../shared/words/history';
import type { Insights } from '../insights/insights';

/** Label, and its count in each. */
function countsOf(both: [Insights, Insights]): [label: string, ...counts: number[]][] {
  const { counts } = historyWords();
  const line = (label: string, count: (one: Insights) => number): [string, ...number[]] => [
    label,
    ...both.map(count),
  ];
  return [
    line(counts.messages, ({ messages }) => messages.count),
    line(counts.perDay, ({ messages }) => messages.perDay),
    line(counts.byNight, ({ messages }) => messages.byNight),
    line(counts.digests, ({ messages }) => messages.digests),
    line(counts.notified, ({ notified }) => notified),
    line(counts.suppressed, ({ suppressed }) => suppressed),
    line(counts.restarts, ({ restarts }) => restarts.reduce((sum, { times }) => sum + times, 0)),
    line(counts.mails, ({ cost }) => cost.mails),
    line(counts.sms, ({ cost }) => cost.sms),
  ];
}

export const Counts = ({
  names,
  both,
}: {
  names: [string, string];
  both: [Insights, Insights];
}): ReactNode => (
  <table>
    <thead>
      <tr>
        <td />
        {names.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {countsOf(both).map(([label, ...counts]) => (
        <tr key={label} className={new Set(counts).size > 1 ? 'differs' : undefined}>
          <th scope="row">{label}</th>
          {counts.map((count, index) => (
            <td key={names[index]}>{grouped(count)}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
