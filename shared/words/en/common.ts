/** What several of the other tables say too. */
import type { Severity } from '../../notification';
import type { AlarmState } from '../../parsing/alarm';
import { counted } from '../../text/plural';

/** `3rd`, `11th` */
export function ordinal(count: number): string {
  const isTeen = Math.floor((count % 100) / 10) === 1;
  return `${count}${(isTeen ? undefined : ['', 'st', 'nd', 'rd'][count % 10]) || 'th'}`;
}

/** `a, b and c` */
export const listed = (all: string[]): string =>
  all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;

type Span = { count: number; of: number; unit: 'second' | 'minute' | 'hour' | 'day' };

const STATES: Record<AlarmState, string> = { ALARM: 'ALARM', OK: 'OK', INSUFFICIENT_DATA: 'NO DATA' };
/** What an SMS begins with, and a line of a mail. */
const SEVERITIES: Record<Severity, string> = {
  critical: 'ALARM',
  warning: 'WARNING',
  unknown: 'NO DATA',
  info: 'INFO',
  good: 'OK',
};

export const common = {
  state: (state: AlarmState): string => STATES[state],
  severity: (severity: Severity): string => SEVERITIES[severity],
  /** Behind a number. */
  units: { ms: ' ms', s: ' s', min: ' min', h: ' h', d: ' d' },
  lessThanASecond: 'less than 1 s',
  /** `5 minutes`, `1 day` */
  span: ({ count, unit }: Omit<Span, 'of'>): string => counted(count, unit),
  /** `2 of the last 3 minutes` */
  spanOf: ({ count, of, unit }: Span): string => `${count} of the last ${of} ${unit}s`,
  joined: (sentences: string[]): string => sentences.join(' '),
  /** `1 of the last 3 periods of 5 minutes` */
  periods: ({ count, of, span }: { count: number; of: number; span: string }): string =>
    `${count} of the last ${of} periods of ${span}`,
  more: (count: number): string => `and ${count} more`,
  moreLines: (count: number): string => `… and ${counted(count, 'more line')}`,
  notKnown: 'not known',
  browser: 'a browser',
  /** Facts: in one small line, in a mail on a line each. */
  facts: {
    instance: 'instance',
    dimensions: 'dimensions',
    metric: 'metric',
    rule: 'rule',
    alarm: 'alarm',
    account: 'account',
    region: 'region',
    project: 'project',
    environment: 'environment',
    time: 'time',
    topic: 'topic',
    message: 'SNS message',
    request: 'request',
    unit: 'unit',
    command: 'command',
    group: 'group',
    trail: 'trail',
    source: 'from',
    agent: 'with',
    mfa: 'MFA',
  },
  links: {
    runbook: 'Runbook',
    alarm: 'Alarm',
    instance: 'Instance',
    instances: 'Instances',
    metric: 'Metric',
    console: 'Console',
    mute: 'Mute',
    logs: 'Logs',
    command: 'Command',
    event: 'Event',
    trail: 'Trail',
    trails: 'Trails',
    user: 'User',
    topic: 'Topic',
    function: 'Log of the function',
    queue: 'Dead letters',
  },
};
