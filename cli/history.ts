/** `npm run history`: what the last weeks would have been like. It reads, and changes and sends nothing. */

import { grouped } from '../shared/text/number';
import { counted } from '../shared/text/plural';
import { hideAlso } from '../shared/text/secrets/own';
import { command } from './command';
import { narrowed } from './history/collect';
import { readHistory } from './history/read';
import type { Reading } from './history/reading';
import { type HistoryRequest, historyOptions, requestOf } from './history/request';
import { explained } from './history/rights';
import { loadReading, saveReading } from './history/saved';
import { progressLine } from './progress';
import { pointToRegion } from './target';

const HELP = `npm run history -- [--days 14] [--region ap-northeast-2] [--profile name] [--alarm 'web-*'] [--save reading.json]
npm run history -- --file reading.json

Reads what CloudWatch remembers of every alarm. Asks for two things, which only read: DescribeAlarms and
DescribeAlarmHistory.

  --days     so many, up to 30; else 14
  --alarm    those of this name, in which * is any text
  --save     writes what was read into a file, without secrets, that only you may read
  --file     a file that somebody saved, instead of asking AWS
  --stage    by the configuration of this stage; else dev
  --config   by this file instead, such as config/prod.yml
  --json     prints figures as JSON and nothing else`;

const DEFAULT_DAYS = 14;

type Place = { region?: string; profile?: string };

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

/** How much there is. */
const countsOf = ({ alarms, changes, ...rest }: Reading) => ({
  ...rest,
  alarms: alarms.length,
  changes: changes.length,
});

function sentenceOf(reading: Reading): string {
  const { alarms, changes, unread, account, region, from, to } = countsOf(reading);
  const where = account ? `${region}, account ${account}` : region;
  const what = `${counted(alarms, 'alarm')} with ${counted(changes, 'change')} in ${where}, ${from} to ${to}.`;
  return unread === 0 ? what : `${what} ${grouped(unread)} that CloudWatch gave could not be read.`;
}

command({ help: HELP, options: historyOptions }, async (values) => {
  const request = requestOf(values);
  for (const note of request.notes) console.error(note);
  hideAlso(request.config().redact.extra);
  const whole = request.file ? loadReading(request.file) : await readAccount(request, values);
  const reading = narrowed(whole, request);
  if (request.save) {
    saveReading(request.save, reading);
    console.error(`Saved in ${request.save}: open it by --file.`);
  }
  console.log(request.json ? JSON.stringify(countsOf(reading), null, 2) : sentenceOf(reading));
});
