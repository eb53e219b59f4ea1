/** Two configurations side by side: their counts, and the changes that they would tell otherwise. */
import type { ReactNode } from 'react';
import { localMinute } from '../../../shared/text/clock';
import { grouped } from '../../../shared/text/number';
import { commonWords } from '../../../shared/words/common';
import { historyWords } from '../../../shared/words/history';
import { DrawnMessage, type Look } from '../../preview/slack';
import type { Insights } from '../insights/insights';
import { msOf } from '../insights/rings';
import type { ReplayedMessage, Told } from '../replay-types';
import { AlarmLink } from './insights';
import type { View } from './view';

/** A change that two replays tell otherwise; `message`: what one of them says of it. */
export type Difference = { told: [Told, Told]; message: ReplayedMessage | undefined };

const MOST_SHOWN = 100;

/** Label, and its count in each. */
export function countsOf(both: [Insights, Insights]): [label: string, ...counts: number[]][] {
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

const Counts = ({ names, both }: { names: [string, string]; both: [Insights, Insights] }): ReactNode => (
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

type Shown = { difference: Difference; look: Look; view: View };

const Differing = ({ difference: { told, message }, look, view }: Shown): ReactNode => {
  const [{ change }] = told;
  const { outcome } = historyWords().page;
  return (
    <li>
      <time>{Object.values(localMinute(msOf(change.at), look.timeZone)).join(' ')}</time>{' '}
      <AlarmLink name={change.alarm} view={view} /> {commonWords().state(change.to)}{' '}
      <small>{told.map((one) => `${outcome[one.outcome]}: ${one.why}`).join(' → ')}</small>
      {message && (
        <details>
          <summary>{message.headline}</summary>
          <div className="channel" data-theme={look.theme}>
            <DrawnMessage message={message.slack} look={look} />
          </div>
        </details>
      )}
    </li>
  );
};

export function Compared(props: {
  names: [string, string];
  own: Insights;
  insights: Insights;
  differences: Difference[];
  look: Look;
  view: View;
}): ReactNode {
  const { names, own, insights, differences, look, view } = props;
  const { differs, same, more } = historyWords().page;
  return (
    <section className="card compared">
      <Counts names={names} both={[own, insights]} />
      <h2>{differences.length > 0 ? differs(differences.length) : same}</h2>
      <ul>
        {differences.slice(0, MOST_SHOWN).map((difference, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
          <Differing key={index} difference={difference} look={look} view={view} />
        ))}
      </ul>
      {differences.length > MOST_SHOWN && (
        <p className="note">{more(grouped(differences.length - MOST_SHOWN))}</p>
      )}
    </section>
  );
}
