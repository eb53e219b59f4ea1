/** That what README and docs tell people to type is there. What they do is tried in e2e/documented.e2e.test.ts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Block, blocksOf, documented } from './documented';

const ROOT = join(__dirname, '..');
const { scripts } = v.parse(
  v.object({ scripts: v.record(v.string(), v.string()) }),
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')),
);

const OF_EVERYBODY = /^(?:npm (?:ci|test)$|git (?:pull|checkout|diff) ?|\.ci\/run$)/;

/** What a command cannot do here: it has an account or an instance on its other side. */
const isElsewhere = ({ mark }: Block): boolean => /\byour (?:account|instance)\b/.test(mark);

function isThere(command: string): boolean {
  const line = command.replace(/^(?:[A-Z_]+=\S+ )+/, '');
  const [, script] = /^npm run (?:--silent )?([\w:-]+)/.exec(line) ?? [];
  if (script) return script in scripts;
  const [, tests] = /^npx jest (?:-u )?([^-].*)$/.exec(line) ?? [];
  if (tests) {
    const places = (path: string) => [path, `${path}.test.ts`].some((one) => existsSync(join(ROOT, one)));
    return tests.split(' ').every(places);
  }
  return /^npx sls (?:deploy|info|logs|package) ?/.test(line) || OF_EVERYBODY.test(line);
}

describe('the commands of README and docs', () => {
  it('are there, or say that they need an account or an instance', () => {
    const blocks = documented().filter((block) => !isElsewhere(block));
    const missing = blocks.flatMap(({ file, commands }) =>
      commands.filter((one) => !isThere(one)).map((one) => `${file}: ${one}`),
    );
    expect(missing).toEqual([]);
    expect(blocks.length).toBeGreaterThan(15);
  });

  it('are the same in both READMEs', () => {
    const commandsIn = (file: string) => blocksOf(file).map(({ commands }) => commands);
    expect(commandsIn('README.ko.md')).toEqual(commandsIn('README.md'));
  });

  it.each([
    ['npm run docter -- --stage dev', false],
    ['npm run doctor -- --stage dev', true],
    ['npx jest functions/nowhere', false],
    ['MODEL_RUNS=1 npx jest test/model', true],
    ['aws logs tail x', false],
  ])('are looked at: %s', (command, expected) => {
    expect(isThere(command)).toBe(expected);
  });
});
