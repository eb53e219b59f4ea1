/** What two log lines have in common when only time, process, address and numbers differ. */

/** In front of a line: `Mar  2 03:10:01 web-1 `, `[Mon Mar 02 03:10:01.123456 2026] `, `2026-03-02T03:10:01.123Z web-1 `. */
const TIMES = [
  /^\[?[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}(?:\.\d{1,9})? \d{4}\]?\s{0,5}/,
  /^[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}\s{1,5}/,
  /^\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?\]?\s{0,5}/,
];
/** Syslog's host, before the program. It is the instance that the alarm is about. */
const HOST = /^[\w.-]{1,255} (?=[\w./-]{1,80}(?:\[\d{1,10}\])?: )/;
const PIDS = [/\[pid \d{1,10}(?::tid \d{1,20})?\] ?/, /(?<=^[\w./-]{1,80})\[\d{1,10}\](?=:)/];

/** The line without its time, its host and its process number. */
export function withoutTime(line: string): string {
  const time = TIMES.find((pattern) => pattern.test(line));
  const rest = time ? line.replace(time, '').replace(HOST, '') : line;
  return PIDS.reduce((text, pattern) => text.replace(pattern, ''), rest).trim();
}

const VARIABLES = [
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, // UUIDs
  /(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])/gi, // IPv6
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, // IPv4
  /\b0x[0-9a-f]{1,64}\b/gi,
  /\b(?=[a-f]{0,64}\d)[0-9a-f]{8,64}\b/gi, // ids and hashes
  /(?<!\b[A-Z]{2,8}\d*)\d+(?:[.,:]\d+)*/g, // but not a code such as AH01071
];

/** The line with `#` for every address, id and number; codes of messages stay. */
export const templateOf = (line: string): string =>
  VARIABLES.reduce((text, pattern) => text.replace(pattern, '#'), line);
