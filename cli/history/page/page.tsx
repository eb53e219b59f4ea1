/** The page of `npm run history`: what to act on, and below it the channel of a day, or of an alarm. Without a script it works, but for the field and the keys. */
import type { ReactNode } from 'react';
import { historyWords } from '../../../shared/words/history';
import { Head, Switch } from '../../preview/page';
import type { Look } from '../../preview/slack';
import type { Part } from '../channel';
import type { Insights } from '../insights/insights';
import type { Section } from '../sections';
import { Channel } from './channel';
import { Compared, type ComparedContent } from './compared';
import { Days } from './days';
import { Cards, Figures } from './insights';
import { addressOf, type View } from './view';

export type PageContent = {
  insights: Insights;
  sections: Section[];
  compared: ComparedContent | undefined;
  part: Part;
};

const Top = ({ view, place }: { view: View; place: string }): ReactNode => {
  const { page, title } = historyWords();
  return (
    <header>
      <b>{title(place)}</b>
      <Switch
        name="theme"
        values={[
          ['light', page.light],
          ['dark', page.dark],
        ]}
        current={view.theme}
        addressOf={(theme) => addressOf({ ...view, theme }, '')}
      />
      <input
        type="search"
        aria-label={page.filter}
        placeholder={page.filter}
        defaultValue={view.alarm}
        data-search="alarm"
      />
      <kbd>{page.keys}</kbd>
    </header>
  );
};

const ChannelTitle = ({ view }: { view: View }): ReactNode => {
  const { page } = historyWords();
  return (
    <h2 id="channel" className="channel-title">
      {[view.alarm && page.of(view.alarm), view.date].filter(Boolean).join(', ')}{' '}
      {view.alarm && <a href={addressOf({ ...view, alarm: undefined, part: 0 })}>{page.all}</a>}
    </h2>
  );
};

export function HistoryPage(props: { content: PageContent; view: View; look: Look }): ReactNode {
  const { content, view, look } = props;
  const { insights, sections, compared, part } = content;
  const place = [insights.account, insights.region].filter(Boolean).join(' ');
  const { page, title } = historyWords();
  return (
    <html lang={look.language} data-theme={view.theme}>
      <Head title={title(place)} script="/page.js" style="/history.css" />
      <body>
        <Top view={view} place={place} />
        <Days days={insights.messages.days} view={view} label={page.days} language={look.language} />
        <main>
          <Figures insights={insights} />
          {compared && <Compared content={compared} look={look} view={view} />}
          <Cards sections={sections} view={view} />
          <ChannelTitle view={view} />
          <Channel part={part} look={look} view={view} />
        </main>
      </body>
    </html>
  );
}
