/** Two configurations side by side: their counts, and the changes that they would tell otherwise. */
import type { ReactNode } from 'react';
import { ICONS } from '../../../functions/slack-notifier/receivers/icons';
import { localMinute } from '../../../shared/text/clock';
import { grouped } from '../../../shared/text/number';
import { commonWords } from '../../../shared/words/common';
import { historyWords } from '../../../shared/words/history';
import { DrawnMessage, type Look } from '../../preview/slack';
import type { Insights } from '../insights/insights';
import { msOf } from '../insights/rings';
import type { Replay, ReplayedMessage, Told } from '../replay-types';
import { AlarmLink } from './insights';
import type { View } from './view';

/** A change that two replays tell otherwise. */
export type Difference = { one: Told; other: Told };

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

/** `🔴 notified: the alarm is in ALARM` */
function outcomeOf({ outcome, severity, why }: Told): string {
  const words = historyWords().page.outcome[outcome];
  return `${outcome === 'notified' ? `${ICONS[severity]} ` : ''}${words}: ${why}`;
}

type Place = { look: Look; view: View };

const Differing = (
  props: Place & { difference: Difference; message: ReplayedMessage | undefined },
): ReactNode => {
  const { look, view, message } = props;
  const { one, other } = props.difference;
  const { alarm, at, to } = one.change;
  return (
    <li>
      <time>{Object.values(localMinute(msOf(at), look.timeZone)).join(' ')}</time>{' '}
      <AlarmLink name={alarm} view={view} /> {commonWords().state(to)}{' '}
      <small>
        {outcomeOf(one)} → {outcomeOf(other)}
      </small>
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

/** The first of each pair is the one that the page is of. `replays` have the messages. */
export type ComparedContent = {
  names: [string, string];
  insights: [Insights, Insights];
  replays: [Replay, Replay];
  differences: Difference[];
};

/** The message of whoever notifies of it. */
function messageOf(
  { one, other }: Difference,
  [first, second]: [Replay, Replay],
): ReplayedMessage | undefined {
  if (one.message !== undefined) return first.messages[one.message];
  return other.message === undefined ? undefined : second.messages[other.message];
}

export function Compared({ content, look, view }: Place & { content: ComparedContent }): ReactNode {
  const { names, insights, replays, differences } = content;
  const { differs, same, more } = historyWords().page;
  const left = differences.length - MOST_SHOWN;
  return (
    <section className="card compared">
      <Counts names={names} both={insights} />
      <h2>{differences.length > 0 ? differs(differences.length) : same}</h2>
      <ul>
        {differences.slice(0, MOST_SHOWN).map((difference, index) => (
          <Differing
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
            key={index}
            difference={difference}
            message={messageOf(difference, replays)}
            look={look}
            view={view}
          />
        ))}
      </ul>
      {left > 0 && <p className="note">{more(grouped(left))}</p>}
    </section>
  );
}
