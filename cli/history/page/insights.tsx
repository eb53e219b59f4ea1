/** What an operator acts on, on top of the page. */
import { Fragment, type ReactNode } from 'react';
import { grouped } from '../../../shared/text/number';
import { commonWords } from '../../../shared/words/common';
import { historyWords } from '../../../shared/words/history';
import { hintOf } from '../hint';
import type { Insights } from '../insights/insights';
import { NIGHT } from '../insights/messages';
import type { Item, Section } from '../sections';
import { addressOf, type View } from './view';

/** A person reads these; a screen holds those. */
const SHOWN = { first: 5, all: 200 };

/** Words with `code` in them. */
export const Words = ({ text }: { text: string }): ReactNode =>
  text.split('`').map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );

export const AlarmLink = ({ name, view }: { name: string; view: View }): ReactNode => (
  <a href={addressOf({ ...view, alarm: name, date: undefined, part: 0 })}>{name}</a>
);

const ItemLine = ({ item, view }: { item: Item; view: View }): ReactNode => (
  <li>
    {item.alarms.map((name, index) => (
      <Fragment key={name}>
        {index > 0 && ' + '}
        <AlarmLink name={name} view={view} />
      </Fragment>
    ))}
    {item.alarms.length > 0 && ': '}
    <Words text={item.text} />
    {item.mend && (
      <p>
        <Words text={item.mend} />
      </p>
    )}
  </li>
);

const Items = ({ items, view }: { items: Item[]; view: View }): ReactNode => (
  <ul>
    {items.map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
      <ItemLine key={index} item={item} view={view} />
    ))}
  </ul>
);

const Card = ({ section, view }: { section: Section; view: View }): ReactNode => {
  const { title, note, items } = section;
  const more = items.slice(SHOWN.first, SHOWN.all);
  return (
    <section className="card">
      <h2>
        {title} <small>{items.length > SHOWN.first && grouped(items.length)}</small>
      </h2>
      {note && (
        <p className="note">
          <Words text={note} />
        </p>
      )}
      <Items items={items.slice(0, SHOWN.first)} view={view} />
      {more.length > 0 && (
        <details>
          <summary>{historyWords().page.more(grouped(items.length - SHOWN.first))}</summary>
          <Items items={more} view={view} />
          {items.length > SHOWN.all && <p className="note">npm run history -- --json</p>}
        </details>
      )}
    </section>
  );
};

/** More digits than these nobody reads. */
const rounded = (value: number): number => (value < 10 ? value : Math.round(value));

const Figure = ({ value, label }: { value: number; label: string }): ReactNode => (
  <div>
    <dt>{label}</dt>
    <dd>{grouped(rounded(value))}</dd>
  </div>
);

/** In small, what the figures are of. */
function summaryOf({ alarms, changes, notified, suppressed, unread }: Insights): string {
  const words = historyWords();
  return commonWords().joined([
    words.changes(alarms, changes, notified, suppressed),
    words.night(NIGHT.from, NIGHT.to),
    ...(unread > 0 ? [words.unread(unread)] : []),
  ]);
}

export function Figures({ insights }: { insights: Insights }): ReactNode {
  const { figures } = historyWords();
  const { messages, ringing, suppressed, changes } = insights;
  const hint = hintOf(insights);
  return (
    <>
      <dl className="figures">
        <Figure value={messages.perDay} label={figures.perDay} />
        <Figure value={messages.perNight} label={figures.perNight} />
        <Figure value={suppressed} label={figures.suppressed(grouped(changes))} />
        <Figure value={ringing} label={figures.ringing} />
      </dl>
      <p className="note">{summaryOf(insights)}</p>
      {hint && (
        <p className="hint">
          <Words text={hint} />
        </p>
      )}
    </>
  );
}

export const Cards = ({ sections, view }: { sections: Section[]; view: View }): ReactNode => (
  <div className="cards">
    {sections.map((section) => (
      <Card key={section.id} section={section} view={view} />
    ))}
  </div>
);
