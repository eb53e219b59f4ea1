/** Which version of the service a deployment is: `npm run doctor` compares the one deployed with the one that lies here. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a deployment is made of, beside the configuration of its stage and the packages. */
const PARTS = ['functions', 'shared', 'resources', 'agent', 'serverless.yml', 'package-lock.json'];

function filesOf(folder: string, part: string): string[] {
  if (!existsSync(join(folder, part))) return [];
  if (/\.\w+$/.test(part)) return [part];
  return readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.ts$|\.snap$/.test(entry.name))
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}

/** Short, the same on every machine, and another one whenever a deployment would be. */
export function codeVersion(folder: string, config: object): string {
  const hash = createHash('sha256').update(JSON.stringify(config));
  for (const file of PARTS.flatMap((part) => filesOf(folder, part)).sort()) {
    // Git may have written the ends of lines as this machine likes them.
    hash.update(`\n${file}\n${readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')}`);
  }
  return hash.digest('hex').slice(0, 12);
}
