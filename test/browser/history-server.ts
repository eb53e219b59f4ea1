/** The page of `npm run history` for the history in the file that is named. */
import { readFileSync } from 'node:fs';
import { show } from '../../cli/history/show';

const [, , file = ''] = process.argv;
show(JSON.parse(readFileSync(file, 'utf8')), 0).catch((error) => {
  throw error;
});
