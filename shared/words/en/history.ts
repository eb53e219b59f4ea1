/** What `npm run history` shows of the last weeks, on its page and as a message. What comes as text is put for people already: `1,204`, `4.8 GB`. */
import { grouped } from '../../text/number';
import { counted } from '../../text/plural';

/** `all 70`, `27 of 30` */
const part = (some: number, all: number): string => (some === all ? `all ${all}` : `${some} of ${all}`);
const times = (count: number): string => (count === 1 ? 'once' : counted(count, 'time'));

export const history = {
  /** `place` is account and region. */
  title: (place: string): string => `What the alarms of ${place} would have said`,
  headline: (place: string, messages: number, days: number, byNight: number): string =>
    `${place}: ${counted(messages, 'message')} in ${counted(days, 'day')}, ${grouped(byNight)} by night`,
  changes: (alarms: number, changes: number, notified: number, suppressed: number): string =>
    `${counted(alarms, 'alarm')}, ${counted(changes, 'change')}: ${grouped(notified)} notified, ${grouped(suppressed)} suppressed.`,
  span: (from: string, to: string): string => `${from} to ${to}`,
  unread: (count: number): string => `${counted(count, 'record')} of the history could not be read.`,
  night: (from: number, to: number): string => `Night is from ${from} to ${to} o’clock.`,

  /** Where there is no message to see. */
  hint: {
    noAlarms: (region: string): string =>
      `There are no alarms in ${region}. Is it another region (\`--region\`), or another account (\`--profile\`)?`,
    noChanges: 'No alarm changed its state in this time.',
    unheard:
      'Nobody would have been notified: no alarm that rang has a topic among its actions, or they are disabled. To see what all of them would have said, set `allAlarms: true` in `config/<stage>.yml` and look again.',
  },

  /** What stands below a large number. */
  figures: {
    perDay: 'messages a day',
    perNight: 'a night',
    suppressed: (changes: string): string => `of ${changes} changes suppressed`,
    ringing: 'still ringing',
  },
  /** In a comparison. */
  counts: {
    messages: 'Messages',
    perDay: 'a day',
    byNight: 'by night',
    digests: 'digests',
    notified: 'Changes notified',
    suppressed: 'suppressed',
    restarts: 'Restarts',
    mails: 'Mails',
    sms: 'SMS',
  },

  noisiest: {
    title: 'Noisiest',
    note: '',
    item: (count: string, share: string, byNight: string): string =>
      `${count} notified, ${share} of all, ${byNight} by night`,
  },
  flapping: {
    title: 'Flapping',
    note: 'Rang three times or more within an hour.',
    item: (most: number, at: string, all: number): string =>
      `${times(most)} within an hour from ${at}, ${times(all)} in all`,
  },
  together: {
    title: 'Ring together',
    note: 'Within five minutes of each other, at four of five times they rang. Make one composite alarm of each group, and take the actions of its parts away.',
    item: (count: number, more: number): string =>
      more > 0 ? `with ${counted(more, 'other')}, ${times(count)}` : times(count),
  },
  actionsDisabled: {
    title: 'Actions are disabled',
    note: 'Nobody hears of these. Enable their actions, or delete them.',
  },
  withoutAction: {
    title: 'Without an action for ALARM',
    note: 'Nobody hears of these. Give them the topic `alerts`, or set `allAlarms: true`.',
  },
  rang: (count: number): string => (count === 0 ? 'did not ring' : `rang ${times(count)}`),
  withoutData: {
    title: 'Without data for a day or more',
    note: 'Delete those whose thing is gone; of the others see why nothing reports.',
    item: (duration: string): string => `for ${duration}`,
  },
  longest: {
    title: 'Rang longest',
    note: 'What rings for days says nothing any more: mend it, or move its limit.',
    item: (duration: string, from: string, isOlder: boolean, isOpen: boolean): string => {
      const begin = isOlder ? `from before ${from}` : `${isOpen ? 'since' : 'from'} ${from}`;
      return `${duration}, ${begin}${isOpen ? ', still ringing' : ''}`;
    },
  },
  restarts: {
    title: 'Would have been restarted',
    note: '',
    item: (unit: string, instance: string, count: number): string =>
      `${unit} on ${instance}, ${times(count)}`,
  },
  cost: {
    title: 'Mails and SMS',
    note: '',
    mails: (count: number, usd: string): string => `${counted(count, 'mail')}, ${usd} USD`,
    sms: (count: number): string => `${grouped(count)} SMS, by the price of each country`,
  },
  /** Of what the log says. */
  reason: (why: string): string => why,
  reasons: {
    title: 'Why changes were suppressed',
    note: '',
    item: (why: string, count: string): string => `${count}: ${why}`,
  },

  mend: {
    /** `later`: so much later people hear of what lasts. */
    periods: (
      to: number,
      from: number,
      period: string,
      [quiet, of]: [number, number],
      later: string,
    ): string =>
      `${to} periods of ${period} in a row instead of ${from} would have kept ${part(quiet, of)} quiet. Of what lasts longer you hear ${later} later.`,
    threshold: (to: string, from: string, quiet: number, of: number): string =>
      `A limit of ${to} instead of ${from} would have kept ${part(quiet, of)} quiet, by the values at which they began.`,
    severity: 'If nobody has to act on it, put `severity: info` in its description: it calls nobody then.',
    action: 'It is `severity: info` already: if nobody reads it, take its action away, or delete it.',
    gone: 'It is gone by now.',
  },

  page: {
    days: 'Days',
    filter: 'Alarm, such as web-*',
    all: 'All alarms',
    of: (alarm: string): string => `Alarm ${alarm}`,
    suppressed: (count: number): string => `${counted(count, 'change')} suppressed`,
    nothing: 'Nobody would have been notified of anything.',
    /** Of a day, or of an alarm. */
    range: (from: string, to: string, of: string): string => `${from}–${to} of ${of} messages`,
    earlier: 'Earlier',
    later: 'Later',
    more: (count: string): string => `${count} more`,
    light: 'Light',
    dark: 'Dark',
    keys: '← → day · / filter · D dark',
    differs: (count: number): string => `${counted(count, 'change')} would be told otherwise`,
    same: 'Both say the same.',
    outcome: { notified: 'notified', suppressed: 'suppressed' },
  },

  report: {
    more: (count: number): string => `… and ${grouped(count)} more`,
    how: 'From the history that CloudWatch keeps: npm run history.',
  },
};
