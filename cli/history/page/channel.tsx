/** The channel below: messages as Slack would have shown them, and between them what was suppressed. */
import type { ReactNode } from 'react';
import { localMinute } from '../../../shared/text/clock';
import { grouped } from '../../../shared/text/number';
import { commonWords } from '../../../shared/words/common';
import { historyWords } from '../../../shared/words/history';
import { DrawnMessage, type Look } from '../../preview/slack';
import type { Entry, Part } from '../channel';
import { msOf } from '../insights/rings';
import type { Told } from '../replay-types';
import { AlarmLink } from './insights';
import { addressOf, type View } from './view';

/** Of more than these nobody reads the reasons one by one. */
const MOST_SUPPRESSED = 100;

const minuteOf = (at: number, { timeZone }: Look): string => localMinute(at, timeZone).time;

const SuppressedChange = ({ told, look, view }: { told: Told; look: Look; view: View }): ReactNode => (
  <li>
    <time>{minuteOf(msOf(told.change.at), look)}</time> <AlarmLink name={told.change.alarm} view={view} />{' '}
    {commonWords().state(told.change.to)} <small>{historyWords().reason(told.why)}</small>
  </li>
);

const Suppressed = ({ told, look, view }: { told: Told[]; look: Look; view: View }): ReactNode => (
  <details className="suppressed">
    <summary>{historyWords().page.suppressed(told.length)}</summary>
    <ul>
      {told.slice(0, MOST_SUPPRESSED).map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
        <SuppressedChange key={index} told={one} look={look} view={view} />
      ))}
    </ul>
    {told.length > MOST_SUPPRESSED && (
      <p className="note">{historyWords().page.more(grouped(told.length - MOST_SUPPRESSED))}</p>
    )}
  </details>
);

const EntryLine = ({ entry, look, view }: { entry: Entry; look: Look; view: View }): ReactNode =>
  entry.kind === 'message' ? (
    <DrawnMessage message={entry.message.slack} look={look} time={minuteOf(entry.at, look)} />
  ) : (
    <Suppressed told={entry.told} look={look} view={view} />
  );

const Pager = ({ part, view }: { part: Part; view: View }): ReactNode => {
  const { range, earlier, later } = historyWords().page;
  return part.parts < 2 ? undefined : (
    <p className="pager">
      {part.part > 0 && (
        <a rel="prev" href={addressOf({ ...view, part: part.part - 1 })}>
          {earlier}
        </a>
      )}{' '}
      {range(grouped(part.first), grouped(part.last), grouped(part.count))}{' '}
      {part.part < part.parts - 1 && (
        <a rel="next" href={addressOf({ ...view, part: part.part + 1 })}>
          {later}
        </a>
      )}
    </p>
  );
};

export function Channel({ part, look, view }: { part: Part; look: Look; view: View }): ReactNode {
  const { page } = historyWords();
  return (
    <>
      <Pager part={part} view={view} />
      <div className="channel" data-theme={look.theme}>
        {part.entries.length === 0 && <p className="note">{page.nothing}</p>}
        {part.entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
          <div key={index}>
            {!view.date && entry.date !== part.entries[index - 1]?.date && <h3>{entry.date}</h3>}
            <EntryLine entry={entry} look={look} view={view} />
          </div>
        ))}
      </div>
      <Pager part={part} view={view} />
    </>
  );
}
