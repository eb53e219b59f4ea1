/** What is said of log lines, of the curve of a metric, and of who touched a bucket. */
import { counted } from '../../text/plural';
import { listed } from './common';

export const logs = {
  lastHour: (zone: string): string => `The last hour (${zone})`,
  now: (value: string): string => `now ${value}`,
  peak: (value: string, at: string): string => `peak ${value} at ${at}`,
  limit: (value: string): string => `limit ${value}`,
  lines: (group: string, count: number, read: number): string =>
    `${group}: ${count} of ${counted(read, 'line')}`,
  more: 'more in the log',
  noGroup: 'no such log group',
  noAccess: 'access denied: the role may not read it (logs:FilterLogEvents)',
  throttling: 'CloudWatch Logs is throttling',
  none: 'no lines',
  nothing: (read: number): string => `nothing that counts in ${counted(read, 'line')}`,
  all: (text: string, groups: string[]): string => `logs: ${text} (${groups.join(', ')})`,
  some: (groups: string[], text: string): string => `${groups.join(', ')}: ${text}`,
  title: 'Logs',
  problem: (error: string): string => `logs: ${error}`,
  rest: (lines: number, kinds: number): string =>
    `… and ${counted(lines, 'more line')} of ${counted(kinds, 'other kind')}`,

  bucket: (name: string): string => `Bucket ${name}`,
  buckets: 'Watched buckets',
  objects: (
    count: number,
    verb: 'read' | 'written' | 'deleted' | 'touched',
    who: string[],
    more: number,
    refused: boolean,
  ): string =>
    `${counted(count, 'object')} ${refused ? `${count === 1 ? 'was' : 'were'} to be ${verb}` : verb} by ${listed(more > 0 ? [...who, `${more} more`] : who)}${refused ? ', refused' : ''}`,
  touchedUnknown: 'objects were touched',
  by: (who: string): string => `By ${who}.`,
  notReadable: 'Who it was could not be looked up.',
  notYet: 'Who it was is not in the log yet: CloudTrail writes minutes late. The link "Logs" looks again.',
  who: (zone: string): string => `Who touched what (${zone})`,
  refused: (call: string, why: string): string => `${call} refused (${why})`,
  call: (count: number, call: string, who: string, from: string, times: string): string =>
    `${count}× ${call} by ${who}, from ${from}, ${times}: `,
  unknownPlace: 'an unknown place',
  unknownBucket: 'a bucket that the record does not name',
  andMore: (count: number): string => ` and ${count} more`,
  otherCalls: (calls: number, kinds: number): string =>
    `… and ${counted(calls, 'more call')} of ${counted(kinds, 'other kind')}`,
  unreadable: (problem: string): string => `The log could not be read: ${problem}`,
  moreThere: (problem: string | undefined): string =>
    `There is more in the log${problem ? ` (${problem})` : ''}.`,
  unread: (count: number, complaint: string): string =>
    `${counted(count, 'record')} could not be read. ${complaint}`,
};
