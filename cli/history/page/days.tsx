/** The days, the newest first: whoever comes to look remembers the last of them best. */
import type { ReactNode } from 'react';
import { grouped } from '../../../shared/text/number';
import type { Language } from '../../../shared/words/language';
import type { Day } from '../insights/messages';
import { addressOf, type View } from './view';

/** `Mon 2026-03-02` */
function dayText(date: string, language: Language): string {
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return `${weekday.format(new Date(date))} ${date.slice(5)}`;
}

/** Of the day with the most messages it is as wide as it can be; the part by night is darker. */
function Bar({ day, most }: { day: Day; most: number }): ReactNode {
  const widthOf = (count: number): string => `${Math.round((100 * count) / Math.max(1, most))}%`;
  return (
    <span className="bar" style={{ width: widthOf(day.messages) }}>
      <span style={{ width: `${Math.round((100 * day.byNight) / Math.max(1, day.messages))}%` }} />
    </span>
  );
}

export function Days(props: { days: Day[]; view: View; label: string; language: Language }): ReactNode {
  const { days, view, label, language } = props;
  const most = Math.max(...days.map(({ messages }) => messages));
  return (
    <nav aria-label={label} data-order="newest">
      {days.toReversed().map((day) => (
        <a
          key={day.date}
          href={addressOf({ ...view, date: day.date, part: 0 })}
          aria-current={day.date === view.date ? 'page' : undefined}
        >
          <span className="day">
            <time dateTime={day.date}>{dayText(day.date, language)}</time> <b>{grouped(day.messages)}</b>
          </span>
          <Bar day={day} most={most} />
        </a>
      ))}
    </nav>
  );
}
