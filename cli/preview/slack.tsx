/** A message as Slack draws it. Its text is drawn by slack-blocks-to-jsx; what stands around it by us. */
import type { ReactNode } from 'react';
import { Message } from 'slack-blocks-to-jsx';
import type { SlackMessage } from '../../functions/slack-notifier/receivers/slack/limits';
import type { Language } from '../../shared/words/language';
import { type PostedBlock, parsePosted } from './posted';
import { richText } from './rich-text';

export type Theme = 'light' | 'dark';

/** `language` and `timeZone` are the reader's. */
export type Look = { theme: Theme; language: Language; timeZone: string };

/** Text as Slack reads it, drawn by the library. */
function Text({ mrkdwn, look }: { mrkdwn: string; look: Look }): ReactNode {
  const { timeZone, language, theme } = look;
  const style = { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' } as const;
  const moments = new Intl.DateTimeFormat(language, { timeZone, ...style });
  const elements = richText(mrkdwn, (at) => moments.format(at));
  return <Message blocks={[{ type: 'rich_text', elements }]} name="" logo="" theme={theme} withoutWrapper />;
}

function Drawn({ block, look }: { block: PostedBlock; look: Look }): ReactNode {
  const texts =
    block.type === 'context' ? block.elements : [...(block.text ? [block.text] : []), ...block.fields];
  return (
    <div className={block.type}>
      {texts.map(({ text }) => (
        <Text key={text} mrkdwn={text} look={look} />
      ))}
    </div>
  );
}

const Bell = (): ReactNode => (
  <svg className="avatar" viewBox="0 0 36 36" role="img" aria-label="Alarm Responder">
    <rect width="36" height="36" rx="6" />
    <path d="M18 8a6.5 6.5 0 0 0-6.5 6.5c0 5.5-2.5 7-2.5 9h18c0-2-2.5-3.5-2.5-9A6.5 6.5 0 0 0 18 8zM15.500 25a2.5 2.5 0 0 0 5 0z" />
  </svg>
);

/** @param message as we post it, or as Slack gives it back. `time`: when it was posted, as the reader sees it, such as `12:11` */
export function DrawnMessage(props: { message: unknown; look: Look; time?: string }): ReactNode {
  const { look, time } = props;
  const message = parsePosted(props.message);
  return (
    <article className="slack" lang={look.language}>
      <Bell />
      <div className="said">
        <div className="by">
          <b>Alarm Responder</b> <span className="app">APP</span> <time>{time}</time>
        </div>
        <Text mrkdwn={message.text} look={look} />
        {message.attachments.map(({ color, blocks }) => (
          <div key={color} className="attachment" style={{ borderColor: color }}>
            {blocks.map((block) => (
              <Drawn key={JSON.stringify(block)} block={block} look={look} />
            ))}
          </div>
        ))}
      </div>
    </article>
  );
}

/** What Slack's Block Kit Builder takes: it knows no text beside the blocks. */
export const builderPayload = ({ text, attachments }: SlackMessage): string =>
  JSON.stringify({ blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }], attachments }, null, 2);
