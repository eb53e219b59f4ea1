/** The commands that README and docs show, as people would type them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** `mark` is the comment in its first line, where nothing else stands there; `commands` are without comments. */
export type Block = { file: string; mark: string; commands: string[] };

const withoutComment = (line: string): string => line.replace(/(?:^|\s+)# .*$/, '').trim();

function blockOf(file: string, text: string): Block {
  const lines = text.replace(/\\\n\s*/g, '').split('\n');
  const [, mark = ''] = /^\s*# (.*)$/.exec(lines[0] ?? '') ?? [];
  return {
    file,
    mark,
    commands: lines.flatMap((line) => withoutComment(line).split(' && ')).filter(Boolean),
  };
}

/** @param file below the project's folder */
export const blocksOf = (file: string): Block[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, text = '']) =>
    blockOf(file, text),
  );

export const documented = (): Block[] =>
  globSync('{*.md,docs/*.md}', { cwd: ROOT }).toSorted().flatMap(blocksOf);
