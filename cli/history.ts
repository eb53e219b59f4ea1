/** `npm run history`: what the last weeks would have been like. It reads, changes nothing, and sends nothing but the message of `--post`. */
import type { Config } from '../shared/config/schema';
import { grouped } from '../shared/text/number';
import { counted } from '../shared/text/plural';
import { hideAlso } from '../shared/text/secrets/own';
import { command } from './command';
import { narrowed } from './history/collect';
import { jsonOf } from './history/json';
import { placeNotes } from './history/place-notes';
import { chooseWebhook, post } from './history/post';
import { readHistory } from './history/read';
import type { Reading } from './history/reading';
import { replay } from './history/replay';
import { differencesOf } from './history/replay/differences';
import type { Replay } from './history/replay-types';
import { type HistoryRequest, historyOptions, requestOf } from './history/request';
import { explained } from './history/rights';
import { loadReading, saveReading } from './history/saved';
import { type History, show } from './history/show';
import { tryPort } from './preview/server';
import { progressLine } from './progress';
import { chooseRegion, type Place, pointToRegion } from './target';

const HELP = `npm run history -- [--days 14] [--region ap-northeast-2] [--profile name] [--alarm 'web-*'] [--save reading.json]
npm run history -- --file reading.json [--days 7] [--alarm 'web-*']

Shows on a page what your alarms of the last weeks would have said: what to act on, and the channel day by day. It reads
what CloudWatch remembers of every alarm, and asks for two things, which only read: DescribeAlarms and
DescribeAlarmHistory.

  --days     so many, up to 30; else 14
  --alarm    those of this name, in which * is any text
  --save     writes what was read into a file, without secrets, that only you may read, and shows no page
  --file     a file that somebody saved, instead of asking AWS
  --stage    by the configuration of this stage; else dev
  --config   by this file instead, such as config/prod.yml
  --against  compares with this one, such as config/quiet.yml: counts, and what it would tell otherwise
  --json     prints the figures as JSON and nothing else
  --post     sends the figures as a message to Slack: to SLACK_WEBHOOK_URL, else to the address that it asks for
  --port     of the page on 127.0.0.1; else one that is free`;

const DEFAULT_DAYS = 14;

/** Of so many changes a line is shown. */
const SHOWN_EACH = 1_000;

async function readAccount({ days = DEFAULT_DAYS }: HistoryRequest, place: Place): Promise<Reading> {
  const region = pointToRegion(place);
  const line = progressLine();
  line.show(`Reading ${region}`);
  try {
    return await readHistory({ days, region, now: new Date() }, ({ alarms, changes }) =>
      line.show(`Reading ${region}: ${counted(alarms, 'alarm')}, ${counted(changes, 'change')}`),
    );
  } catch (error) {
    throw explained(error);
  } finally {
    line.clear();
  }
}

function sentenceOf({ alarms, changes, unread, account, region, from, to }: Reading): string {
  const where = account ? `${region}, account ${account}` : region;
  const what = `${counted(alarms.length, 'alarm')} with ${counted(changes.length, 'change')} in ${where}, ${from} to ${to}.`;
  return unread === 0 ? what : `${what} ${grouped(unread)} that CloudWatch gave could not be read.`;
}

async function replayed(reading: Reading, config: Config, name: string): Promise<Replay> {
  const line = progressLine();
  try {
    return await replay(reading, config, (done) => {
      if (done % SHOWN_EACH === 0) {
        line.show(`Replaying by ${name}: ${grouped(done)} of ${counted(reading.changes.length, 'change')}`);
      }
    });
  } finally {
    line.clear();
  }
}

/** One replay after the other: each makes the process speak as its configuration says. */
async function historyOf(
  reading: Reading,
  config: Config,
  { names, against }: HistoryRequest,
): Promise<History> {
  const one = await replayed(reading, config, names[0]);
  const { language, timeZone } = config;
  const history = { reading, replay: one, language, timeZone };
  if (!against) return history;
  const other = await replayed(reading, against(reading.region), names[1]);
  return { ...history, against: { names, replay: other, differences: differencesOf(one, other) } };
}

const isShown = ({ json, post, save }: HistoryRequest): boolean => !json && !post && save === undefined;

/**
 * All that may be wrong is looked at before minutes are spent on reading.
 * @param region `undefined` where a file says it
 * @returns where the message of `--post` goes
 */
async function lookAhead(request: HistoryRequest, region: string | undefined): Promise<string | undefined> {
  hideAlso(request.config(region).redact.extra);
  request.against?.(region);
  if (isShown(request)) await tryPort(request.port);
  return request.post ? chooseWebhook() : undefined;
}

command({ help: HELP, options: historyOptions }, async (values) => {
  const request = requestOf(values);
  for (const note of request.notes) console.error(note);
  const address = await lookAhead(request, request.file ? undefined : chooseRegion(values.region));
  const whole = request.file ? loadReading(request.file) : await readAccount(request, values);
  const reading = narrowed(whole, request);
  for (const note of placeNotes(whole, reading, { ...request, region: values.region })) console.error(note);
  if (request.save) {
    saveReading(request.save, reading);
    console.error(`Saved in ${request.save}: ${sentenceOf(reading)} Open it by --file.`);
    if (!request.json && !request.post) return;
  }
  const config = request.config(chooseRegion(reading.region));
  const history = await historyOf(reading, config, request);
  if (address) await post(history, { ...config, mentions: config.slack.mentions }, address);
  if (request.json) console.log(jsonOf(history));
  if (address) console.error('Slack took a message.');
  if (!isShown(request)) return;
  console.log(sentenceOf(reading));
  await show(history, request.port);
});
