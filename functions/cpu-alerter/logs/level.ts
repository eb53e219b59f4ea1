/** How bad a log line is. */
import { LOG_LEVELS, type LogLevel } from '../../../shared/config/log-levels';

const LEVEL_NAMES = new Map<string, LogLevel>([
  ['trace', 'debug'],
  ['debug', 'debug'],
  ['info', 'info'],
  ['notice', 'notice'],
  ['warn', 'warning'],
  ['warning', 'warning'],
  ['err', 'error'],
  ['error', 'error'],
  ['crit', 'critical'],
  ['critical', 'critical'],
  ['fatal', 'critical'],
  ['panic', 'critical'],
  ['alert', 'critical'],
  ['emerg', 'critical'],
]);

/**
 * `[core:error]`, `[error]`, `level=error`, `"severity": "ERROR"`. @see
 * https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat
 */
const SAID = [
  /\[(?:[\w.-]{1,40}:)?([a-z]{3,8})\d?\]/i,
  /\b(?:level|severity)["']?\s?[=:]\s?["']?([a-z]{3,8})/i,
];

/** A line of syslog has no level: only its words show how bad it is. */
const WORDS: [level: LogLevel, pattern: RegExp][] = [
  ['critical', /\b(?:emerg|crit(?:ical)?|fatal|panic|oops|out of memory|oom[-_ ]?kill\w*)\b/i],
  [
    'error',
    /\b(?:err(?:or)?s?|fail(?:s|ed|ing|ures?)?|segfault|exceptions?|traceback|refused|denied|killed)\b/i,
  ],
  ['warning', /\b(?:warn(?:ing)?s?|timed? ?out|throttl\w*|retry(?:ing)?|degraded|blocked for)\b/i],
];

/** What the line says it is, else what its words suggest. */
export function levelOf(line: string): LogLevel {
  for (const pattern of SAID) {
    const said = LEVEL_NAMES.get(pattern.exec(line)?.[1]?.toLowerCase() ?? '');
    if (said) return said;
  }
  return WORDS.find(([, pattern]) => pattern.test(line))?.[0] ?? 'info';
}

export const rankOf = (level: LogLevel): number => LOG_LEVELS.indexOf(level);
