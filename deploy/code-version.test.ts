import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeVersion } from './code-version';

const root = mkdtempSync(join(tmpdir(), 'alarm-responder-version-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A project of few files, with those that differ. */
function version(name: string, files: Record<string, string> = {}, config = {}): string {
  const folder = join(root, name);
  for (const part of ['functions/one', 'shared', 'resources', 'agent', 'test'])
    mkdirSync(join(folder, part), { recursive: true });
  const all = {
    'functions/one/handler.ts': 'one\ntwo\n',
    'serverless.yml': '',
    'package-lock.json': '',
    ...files,
  };
  for (const [file, text] of Object.entries(all)) writeFileSync(join(folder, file), text);
  return codeVersion(folder, config);
}

const base = version('base');

describe('codeVersion', () => {
  it('is short', () => {
    expect(base).toMatch(/^[0-9a-f]{12}$/);
  });

  it.each<[string, Record<string, string>]>([
    ['other ends of lines', { 'functions/one/handler.ts': 'one\r\ntwo\r\n' }],
    ['a test', { 'functions/one/handler.test.ts': 'it' }],
    ['what tests stand on', { 'test/fake-aws.ts': 'fake' }],
  ])('is the same with %s', (name, files) => {
    expect(version(name, files)).toBe(base);
  });

  it.each<[string, Record<string, string>, object]>([
    ['code', { 'functions/one/handler.ts': 'two' }, {}],
    ['a file', { 'shared/new.ts': '' }, {}],
    ['a package', { 'package-lock.json': '{}' }, {}],
    ['configuration', {}, { project: 'shop' }],
  ])('is another one with other %s', (name, files, config) => {
    expect(version(name, files, config)).not.toBe(base);
  });

  it('does not depend on where the project lies', () => {
    cpSync(join(root, 'base'), join(root, 'elsewhere'), { recursive: true });
    expect(codeVersion(join(root, 'elsewhere'), {})).toBe(base);
  });
});
