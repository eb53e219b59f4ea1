/** Changes that two configurations would tell otherwise. */
import type { ReactNode } from 'react';
import { ICONS } from '../../../functions/slack-notifier/receivers/icons';
import { localMinuteText } from '../../../shared/text/clock';
import { commonWords } from '../../../shared/words/common';
import { historyWords } from '../../../shared/words/history';
import { DrawnMessage, type Look } from '../../preview/slack';
import { headlineOf } from '../headline';
import { msOf } from '../insights/rings';
import type { Difference } from '../replay/differences';
import type { Replay, ReplayedMessage, Told } from '../replay-types';
import { AlarmLink } from './insights';
import type { View } from './view';

/** `🔴 notified: the alarm is in ALARM` */
function outcomeOf({ outcome, severity, why }: Told): string {
  const { page, reason } = historyWords();
  return `${outcome === 'notified' ? `${ICONS[severity]} ` : ''}${page.outcome[outcome]}: ${reason(why)}`;
}

export type Place = { look: Look; view: View };

const DifferenceLine = (
  props: Place & { difference: Difference; message: ReplayedMessage | undefined },
): ReactNode => {
  const { look, view, message } = props;
  const { one, other } = props.difference;
  const { alarm, at, to } = one.change;
  return (
    <li>
      <time>{localMinuteText(msOf(at), look.timeZone)}</time> <AlarmLink name={alarm} view={view} />{' '}
      {commonWords().state(to)}{' '}
      <small>
        {outcomeOf(one)} → {outcomeOf(other)}
      </small>
      {message && (
        <details>
          <summary>{headlineOf(message.slack)}</summary>
          <div className="channel" data-theme={look.theme}>
            <DrawnMessage message={message.slack} look={look} />
          </div>
        </details>
      )}
    </li>
  );
};

/** The message of whoever notifies of it. */
function messageOf(
  { one, other }: Difference,
  [first, second]: [Replay, Replay],
): ReplayedMessage | undefined {
  if (one.message !== undefined) return first.messages[one.message];
  return other.message === undefined ? undefined : second.messages[other.message];
}

type Differing = { differences: Difference[]; replays: [Replay, Replay] };

/** `replays` have the messages. */
export const DifferenceList = ({ differences, replays, look, view }: Place & Differing): ReactNode => (
  <ul>
    {differences.map((difference, index) => (
      <DifferenceLine
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
        key={index}
        difference={difference}
        message={messageOf(difference, replays)}
        look={look}
        view={view}
      />
    ))}
  </ul>
);
