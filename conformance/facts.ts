/** What global-setup.ts found out, for the tests: they run in jest's own sandbox, so it comes by a file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type RecordedCall, recordedCallSchema } from './recorded-call';
import { type Template, templateSchema } from './template';

const NAME = 'CONFORMANCE_FACTS';

const schema = v.object({
  programs: v.string(),
  templates: v.record(v.string(), templateSchema),
  calls: v.array(recordedCallSchema),
});

/** `programs` is the folder of Python's; `templates` are by the name of their configuration; `calls` were made in unit tests. */
export type Facts = { programs: string; templates: Record<string, Template>; calls: RecordedCall[] };

export function shareFacts(folder: string, facts: Facts): void {
  process.env[NAME] = join(folder, 'facts.json');
  writeFileSync(process.env[NAME], JSON.stringify(facts));
}

export const sharedFacts = (): Facts =>
  v.parse(schema, JSON.parse(readFileSync(process.env[NAME] ?? '', 'utf8')));
