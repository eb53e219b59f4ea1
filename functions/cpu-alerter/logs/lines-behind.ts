/** The log lines behind an alarm, ready for its message. For any alarm to which `config/` gives log groups. */
import { insightsUrl } from '../../../shared/aws/console';
import type { Config } from '../../../shared/config/schema';
import type { Notification } from '../../../shared/notification';
import { logsWords } from '../../../shared/words/logs';
import { digestLines, type LogDigest } from './digest';
import { type GroupLog, type ReadPage, readGroup } from './read-group';

export type LogGroup = Config['logs']['cpu'][number];

/** `ms` is how long reading may take; without an instance only groups whose stream does not name one are read. */
export type LogRequest = {
  groups: LogGroup[];
  instanceId: string | undefined;
  region: string | undefined;
  from: Date;
  to: Date;
  ms: number;
};

export type LogLines = Pick<Notification, 'details' | 'links'>;

const MAX_LOG_LINES = 15;
/** Slack takes 3,000 characters a block and about 13,000 a message, in which a character may count for several. */
const MAX_LOG_CHARACTERS = { group: 2_700, all: 7_500 };

const INSTANCE = '{instance_id}';
const namesInstance = ({ stream = '' }: LogGroup): boolean => stream.includes(INSTANCE);

const regex = (pattern: string): RegExp => new RegExp(pattern, 'i');

const groupDigest = (
  { level, pattern, noise }: LogGroup,
  { events }: GroupLog,
  characters: number,
): LogDigest =>
  digestLines(
    events,
    { level, pattern: pattern === undefined ? undefined : regex(pattern), noise: noise.map(regex) },
    { lines: MAX_LOG_LINES, characters },
  );

/** What is said of a group that has no lines to show. */
function emptiness({ problem, more }: GroupLog, { read }: LogDigest): string {
  if (problem !== undefined) return problem;
  const words = logsWords();
  return [read === 0 ? words.none : words.nothing(read), more && words.more].filter(Boolean).join(', ');
}

function groupHead({ group, problem, more }: GroupLog, { counted, read }: LogDigest): string {
  const words = logsWords();
  const why = problem === undefined ? '' : ` (${problem})`;
  return [words.lines(group, counted, read), more && `${words.more}${why}`].filter(Boolean).join(', ');
}

/** The groups that say the same are named together. */
function groupRemarks(all: { group: string; text: string }[], groups: number): string[] {
  const byText = Map.groupBy(all, ({ text }) => text);
  return [...byText].map(([text, list]) => {
    const names = list.map(({ group }) => group);
    return list.length === groups ? logsWords().all(text, names) : logsWords().some(names, text);
  });
}

function linksTo(
  logs: GroupLog[],
  { region, instanceId, from, to, groups }: LogRequest,
): Notification['links'] {
  const there = logs.filter(({ problem }) => problem !== logsWords().noGroup).map(({ group }) => group);
  if (!region || there.length === 0) return [];
  const filter = instanceId && groups.some(namesInstance) ? [`filter @logStream like '${instanceId}'`] : [];
  const query = ['fields @timestamp, @log, @message', ...filter, 'sort @timestamp desc', 'limit 1000'];
  return [
    {
      text: logsWords().title,
      url: insightsUrl(region, { groups: there, query: query.join('\n| '), from, to }),
    },
  ];
}

/** All groups at once. Never throws because of a group: what is wrong with it is a line. */
export async function linesBehind(request: LogRequest, readPage: ReadPage): Promise<LogLines> {
  const { instanceId, from, to, ms } = request;
  const groups = request.groups.filter((group) => instanceId !== undefined || !namesInstance(group));
  if (groups.length === 0) return { details: [], links: [] };
  const logs = await Promise.all(
    groups.map(async (config) => {
      const streamPrefix = config.stream?.replaceAll(INSTANCE, instanceId ?? '');
      return { config, log: await readGroup({ group: config.name, streamPrefix, from, to }, readPage, ms) };
    }),
  );
  const withEvents = Math.max(1, logs.filter(({ log }) => log.events.length > 0).length);
  const characters = Math.min(MAX_LOG_CHARACTERS.group, Math.floor(MAX_LOG_CHARACTERS.all / withEvents));
  const digested = logs.map(({ config, log }) => ({ log, digest: groupDigest(config, log, characters) }));
  const details = digested
    .filter(({ digest }) => digest.lines.length > 0)
    .map(({ log, digest }) => ({ title: groupHead(log, digest), lines: digest.lines }));
  const empty = digested.filter(({ digest }) => digest.lines.length === 0);
  const others = groupRemarks(
    empty.map(({ log, digest }) => ({ group: log.group, text: emptiness(log, digest) })),
    groups.length,
  );
  return {
    details: [...details, ...(others.length > 0 ? [{ title: logsWords().title, lines: others }] : [])],
    links: linksTo(
      logs.map(({ log }) => log),
      request,
    ),
  };
}
