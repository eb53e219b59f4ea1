/** What a measured function finds in its environment: what it would find on Lambda, and nothing of whoever runs this. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../emulators/paths';
import { fresh } from '../fresh';
import type { Case } from './cases';
import type { Packaged } from './packaged';
import { webhookOf } from './stand-in';

/** The file of the case's event. */
function eventFile({ event, isFresh }: Case, home: string): string {
  if (!isFresh) return join(root, 'events', `${event}.json`);
  const file = join(home, `${event}.json`);
  writeFileSync(file, JSON.stringify(fresh(event)));
  return file;
}

/** @param home an empty folder, or the SDK would read somebody's settings there */
export const environmentOf = (
  one: Case,
  lambda: Packaged,
  url: string,
  home: string,
): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  AWS_REGION: 'ap-northeast-2',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: 'test',
  AWS_ENDPOINT_URL: url,
  ...lambda.env,
  ...one.env,
  BENCH_POST: webhookOf(url),
  BENCH_BUNDLE: lambda.bundle,
  BENCH_EVENT: eventFile(one, home),
});
