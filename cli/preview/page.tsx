/** The page of `npm run preview`: a list of all samples, and one of them in every medium. It works without a script. */
import type { ReactNode } from 'react';
import { localMinute } from '../../shared/text/clock';
import type { Language } from '../../shared/words/language';
import type { Shown } from './messages';
import type { Sample } from './samples';
import { builderPayload, DrawnMessage, type Look, type Theme } from './slack';

/** What an address of the page asks for. */
export type View = { event: string; language: Language; theme: Theme };

const addressOf = ({ event, language, theme }: View): string =>
  `/?${new URLSearchParams({ event, language, theme })}`;

/** The first line without the marks of bold and the escapes of Slack. */
const headlineOf = ({ sms, email }: Shown): string => email.subject.replace(/ \[[^[\]]*\]$/, '') || sms;

/** Links of which one is where the reader is. */
export const Switch = <Value extends string>(props: {
  name: string;
  values: [value: Value, label: string][];
  current: Value;
  addressOf: (value: Value) => string;
}): ReactNode => (
  <span className="switch" data-switch={props.name}>
    {props.values.map(([value, label]) => (
      <a key={label} href={props.addressOf(value)} aria-current={props.current === value}>
        {label}
      </a>
    ))}
  </span>
);

const List = ({ samples, view }: { samples: Sample[]; view: View }): ReactNode => (
  <nav aria-label="Events">
    {samples.map(({ name, messages: [first], problem }) => (
      <a
        key={name}
        href={addressOf({ ...view, event: name })}
        aria-current={name === view.event ? 'page' : undefined}
      >
        <span lang={view.language}>
          {first ? headlineOf(first) : problem ? 'cannot be shown' : 'nobody is notified'}
        </span>
        <small>{name}</small>
      </a>
    ))}
  </nav>
);

/** When it happened, which is when it was posted, unless it is late. */
function postedAt({ slack }: Shown, { timeZone }: Look): string {
  const [, seconds] = /<!date\^(\d+)/.exec(JSON.stringify(slack.attachments)) ?? [];
  return seconds ? localMinute(Number(seconds) * 1_000, timeZone).time : '';
}

/** One part of an SMS holds 160 characters of GSM's alphabet, or 70 of any. */
const smsSize = (text: string): string => `${[...text].length} characters`;

const InEveryMedium = ({ message, look }: { message: Shown; look: Look }): ReactNode => (
  <section className="message">
    <h2>Slack</h2>
    <div className="channel" data-theme={look.theme}>
      <DrawnMessage message={message.slack} look={look} time={postedAt(message, look)} />
    </div>
    <details>
      <summary>JSON</summary>
      <pre>{JSON.stringify(message.slack, null, 2)}</pre>
    </details>
    <button type="button" data-copy={builderPayload(message.slack)}>
      Copy for Block Kit Builder
    </button>
    <h2>Mail</h2>
    <div className="mail" lang={look.language}>
      <b>{message.email.subject}</b>
      <small>AWS Notifications</small>
      <pre>{message.email.body}</pre>
    </div>
    <h2>SMS</h2>
    <p className="sms" lang={look.language}>
      {message.sms}
    </p>
    <small>{smsSize(message.sms)}</small>
  </section>
);

const Chosen = ({ sample, look }: { sample: Sample; look: Look }): ReactNode => (
  <main>
    <h1>{sample.name}</h1>
    {sample.problem && <p role="alert">{sample.problem}</p>}
    {!sample.problem && sample.messages.length === 0 && <p>Nobody is notified of it.</p>}
    {sample.messages.map((message, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
      <InEveryMedium key={index} message={message} look={look} />
    ))}
  </main>
);

/** `style` is one beside those of every page. */
export const Head = ({
  title,
  script,
  style,
}: {
  title: string;
  script: string;
  style?: string;
}): ReactNode => (
  <head>
    <meta charSet="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/slack.css" />
    <link rel="stylesheet" href="/page.css" />
    {style && <link rel="stylesheet" href={style} />}
    <script src={script} defer />
  </head>
);

/** @param timeZone the reader's */
export function Page(props: { samples: Sample[]; view: View; timeZone: string }): ReactNode {
  const { samples, view, timeZone } = props;
  const sample = samples.find(({ name }) => name === view.event);
  const look = { theme: view.theme, language: view.language, timeZone };
  return (
    <html lang="en" data-theme={view.theme}>
      <Head title={`${view.event}: Alarm Responder`} script="/page.js" />
      <body>
        <header>
          <b>Every message</b>
          <Switch
            name="language"
            current={view.language}
            addressOf={(language) => addressOf({ ...view, language })}
            values={[
              ['en', 'English'],
              ['ko', '한국어'],
            ]}
          />
          <Switch
            name="theme"
            current={view.theme}
            addressOf={(theme) => addressOf({ ...view, theme })}
            values={[
              ['light', 'Light'],
              ['dark', 'Dark'],
            ]}
          />
          <kbd>↑ ↓ next · L language · D dark · C copy</kbd>
        </header>
        <List samples={samples} view={view} />
        {sample ? (
          <Chosen sample={sample} look={look} />
        ) : (
          <main>
            <p role="alert">There is no event “{view.event}”.</p>
          </main>
        )}
      </body>
    </html>
  );
}
