import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../shared/errors';
import type { Reading } from './reading';
import { loadReading, saveReading } from './saved';

const folder = mkdtempSync(join(tmpdir(), 'reading-'));
const file = join(folder, 'reading.json');
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const change = (minute: number): Reading['changes'][number] => ({
  ...{ alarm: 'web-1', kind: 'metric', from: 'OK', to: 'ALARM', reason: 'too much' },
  at: new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString(),
  reasonData: '{"triggeringAlarms":[{"arn":"web-0","state":{"value":"ALARM"}}]}',
  contributor: { id: 'c1', attributes: { InstanceId: 'i-1' } },
});
const reading: Reading = {
  ...{ version: 1, account: '123456789012', region: 'ap-northeast-2', unread: 2 },
  ...{ from: '2026-11-16T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' },
  alarms: [
    {
      ...{ kind: 'metric', name: 'web-1', arn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web-1' },
      ...{ actionsEnabled: true, state: 'OK', stateChangedAt: '2026-11-20T00:00:00.000Z', threshold: 90 },
      ...{ alarmActions: [], okActions: [], insufficientDataActions: [] },
      metrics: [
        {
          id: 'm1',
          returned: true,
          stat: { namespace: 'AWS/EC2', name: 'CPU', dimensions: { a: 'b' }, period: 60 },
        },
      ],
    },
  ],
  changes: Array.from({ length: 2_500 }, (_, minute) => change(minute)),
};
const write = (content: unknown) =>
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));

describe('a saved reading', () => {
  it.each<[string, Partial<Reading>]>([
    ['more changes than are written at once', {}],
    ['nothing in it', { alarms: [], changes: [] }],
  ])('is read as it was written, with %s', (_, more) => {
    saveReading(file, { ...reading, ...more });
    expect(loadReading(file)).toEqual({ ...reading, ...more });
  });

  it('has a record on each line', () => {
    saveReading(file, reading);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(1 + 2 + 1 + 2_500);
  });

  it('is for its owner alone, also where there was a file that was for everybody', () => {
    writeFileSync(file, 'old', { mode: 0o644 });
    saveReading(file, reading);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['reading.json']);
  });

  it('takes the place of a link, not of what it leads to', () => {
    const other = join(folder, 'other');
    writeFileSync(other, 'precious');
    symlinkSync(other, file);
    saveReading(file, reading);
    expect(readFileSync(other, 'utf8')).toBe('precious');
    expect(loadReading(file)).toEqual(reading);
  });

  it('leaves nothing behind where it cannot be written', () => {
    const record = {
      get name() {
        throw new Error('no disk');
      },
    };
    expect(() => saveReading(file, { ...reading, alarms: [Object.assign(record)] })).toThrow(
      `The reading cannot be saved as ${file}: no disk`,
    );
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });
});

/** Somebody presses Ctrl-C in the midst of the writing. */
const INTERRUPTED = `
  const { saveReading } = require('./cli/history/saved');
  const name = { toJSON: () => { process.kill(process.pid, 'SIGINT'); return 'web-1'; } };
  saveReading(process.argv[1], { version: 1, alarms: [{ name }], changes: [] });
  setTimeout(() => console.log('went on'), 5_000);`;

it('is there whole when Ctrl-C comes while it is saved, and the command ends', () => {
  const typescript = ['--require', './deploy/typescript.cjs'];
  const { status, stdout } = spawnSync(process.execPath, [...typescript, '-e', INTERRUPTED, file], {
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([130, '']);
  expect(readdirSync(folder)).toEqual(['reading.json']);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ alarms: [{ name: 'web-1' }] });
});

it('is not saved where there is no folder', () => {
  expect(() => saveReading(join(folder, 'none', 'reading.json'), reading)).toThrow(
    /cannot be saved as .*ENOENT/,
  );
});

describe('loadReading', () => {
  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"version":', /reading\.json is not JSON: /],
    [
      'another version',
      { ...reading, version: 2 },
      /expected 1 at version, got 2\. A reading is made by: npm run history/,
    ],
    ['an event', { Records: [] }, /Not a reading: expected .* at version/],
    ['no object', '7', /Not a reading: /],
    [
      'thousands of years',
      { ...reading, from: '1970-01-01', to: '9999-12-31' },
      /Not a reading: 1970-01-01T00:00:00\.000Z to 9999-12-31T00:00:00\.000Z is no time of up to 30 days\. A/,
    ],
    ['an end before its begin', { ...reading, from: reading.to, to: reading.from }, /is no time of up to 30/],
    [
      'an unknown state',
      { ...reading, changes: [{ ...change(0), to: 'MAYBE' }] },
      /at changes\.0\.to, got "MAYBE"/,
    ],
    [
      'no time',
      { ...reading, changes: [{ ...change(0), at: 'yesterday' }] },
      /expected a time at changes\.0\.at/,
    ],
    [
      'a text of another type',
      { ...reading, alarms: [{ ...reading.alarms[0], name: 7 }] },
      /at alarms\.0\.name, got 7/,
    ],
  ])('says what is wrong with %s', (_, content, sentence) => {
    write(content);
    expect(() => loadReading(file)).toThrow(ConfigError);
    expect(() => loadReading(file)).toThrow(sentence);
  });

  it('says that there is no file', () => {
    expect(() => loadReading(join(folder, 'none.json'))).toThrow(/^The reading cannot be read: ENOENT/);
  });

  it('hides the secrets of a file that somebody else has written, and puts it in order', () => {
    const reason = '\u001b[31mpassword=hunter2';
    write({
      ...reading,
      changes: [change(2), { ...change(1), reason }, change(2), { ...change(0), at: '2036-01-01' }],
    });
    const { changes, unread } = loadReading(file);
    expect(changes.map(({ at, reason: said }) => [at.slice(14, 16), said])).toEqual([
      ['01', 'password=‹password›'],
      ['02', 'too much'],
    ]);
    expect(unread).toBe(3);
  });
});
