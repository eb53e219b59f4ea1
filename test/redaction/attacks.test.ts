import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import * as v from 'valibot';
import { redact } from '../../shared/text/redact';
import { COMMANDS } from '../../shared/text/secrets/commands';
import { KEYS } from '../../shared/text/secrets/keys';
import { PERSONAL } from '../../shared/text/secrets/personal';
import { tokenRules } from '../../shared/text/secrets/tokens';
import { URLS } from '../../shared/text/secrets/urls';
import { WEBHOOKS } from '../../shared/text/secrets/webhooks';
import { attacksOn, fastestMs } from './attacks';

const ROOT = join(__dirname, '../..');
const sources = ['shared', 'functions', 'cli']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

const literal = v.object({ type: v.literal('RegExpLiteral'), pattern: v.string(), flags: v.string() });

function patternsIn(file: string): RegExp[] {
  const found: RegExp[] = [];
  JSON.stringify(parseSync(readFileSync(join(ROOT, file), 'utf8'), { syntax: 'typescript' }), (_, node) => {
    if (v.is(literal, node)) found.push(new RegExp(node.pattern, `${node.flags.replace(/[gy]/g, '')}g`));
    return node;
  });
  return found;
}

/** What takes longer on the most hostile of them; it grows with the square of the length then. */
function slowestOf(pattern: RegExp, length: number, enoughMs: number): number {
  const times = attacksOn(pattern, length).map((text) =>
    fastestMs(() => text.replace(pattern, ''), enoughMs),
  );
  return Math.max(...times);
}

const RULES = [...KEYS, ...WEBHOOKS, ...tokenRules(), ...COMMANDS, ...URLS, ...PERSONAL];

describe('a hostile text', () => {
  it('holds up no regular expression of the project', () => {
    const patterns = sources.flatMap((file) => patternsIn(file).map((pattern) => ({ file, pattern })));
    expect(patterns.length).toBeGreaterThan(150);
    const slow = patterns.filter(({ pattern }) => slowestOf(pattern, 32_768, 20) >= 20);
    expect(slow.map(({ file, pattern }) => `${file}: ${pattern}`)).toEqual([]);
  });

  it.each(RULES)('of 256 kB takes the rule for a %s less than 50 ms', (_, { pattern }) => {
    expect(slowestOf(pattern, 262_144, 50)).toBeLessThan(50);
  });

  it.each([
    '-eyJ',
    '-----BEGIN PRIVATE KEY-----',
    'password=',
    'password="',
    '"secret\\":\\"',
    'authorization: ',
    'cookie:',
    '비밀번호: ',
    '<password>',
    '--password ',
    '"name":"secret","value":',
    'password={"',
    'password=a"',
    'password=‹',
    'password=,a',
    'token-x=',
    'password: |\n',
    '<a name="password">',
    '"value":"x",',
    'password is ',
    'is a ',
    '://a:@a/',
  ])('of 256 kB of %p is redacted in time', (unit) => {
    const text = unit.repeat(262_144 / unit.length);
    expect(fastestMs(() => redact(text), 150)).toBeLessThan(150);
  });

  it('is found where there is one', () => {
    expect(slowestOf(/(?:a+)+b/g, 26, 20)).toBeGreaterThan(20);
  });
});
