/** The page of `npm run history` for two weeks of sample data, or for the history in the file that is named. */
import { readFileSync } from 'node:fs';
import { type History, show } from '../../cli/history/show';
import { ZONE } from '../history';
import { sampleReading } from '../history-sample/reading';
import { sampleReplay } from '../history-sample/replay';

function sample(): History {
  const reading = sampleReading();
  return { reading, replay: sampleReplay(reading), language: 'en', timeZone: ZONE };
}

const [, , file] = process.argv;
show(file ? JSON.parse(readFileSync(file, 'utf8')) : sample(), 0).catch((error) => {
  throw error;
});
