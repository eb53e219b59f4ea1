/** Two configurations side by side: their counts, and the changes that they would tell otherwise. */
import type { ReactNode } from 'react';
import { grouped } from '../../../shared/text/number';
import { historyWords } from '../../../shared/words/history';
import type { Insights } from '../insights/insights';
import type { Difference } from '../replay/differences';
import type { Replay } from '../replay-types';
import { Counts } from './counts';
import { DifferenceList, type Place } from './differences';

/** A person reads these; a screen holds those. */
const SHOWN = { first: 5, all: 100 };

/** The first of each pair is the one that the page is of. */
export type ComparedContent = {
  names: [string, string];
  insights: [Insights, Insights];
  replays: [Replay, Replay];
  differences: Difference[];
};

export function Compared({ content, look, view }: Place & { content: ComparedContent }): ReactNode {
  const { names, insights, replays, differences } = content;
  const { differs, same, more } = historyWords().page;
  const place = { look, view, replays };
  const left = differences.length - SHOWN.first;
  return (
    <section className="card compared">
      <Counts names={names} both={insights} />
      <h2>{differences.length > 0 ? differs(differences.length) : same}</h2>
      <DifferenceList differences={differences.slice(0, SHOWN.first)} {...place} />
      {left > 0 && (
        <details>
          <summary>{more(grouped(left))}</summary>
          <DifferenceList differences={differences.slice(SHOWN.first, SHOWN.all)} {...place} />
          {differences.length > SHOWN.all && (
            <p className="note">{more(grouped(differences.length - SHOWN.all))}</p>
          )}
        </details>
      )}
    </section>
  );
}
