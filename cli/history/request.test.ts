import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { requestOf } from './request';

const folder = mkdtempSync(join(tmpdir(), 'request-'));
const own = join(folder, 'own.yml');
beforeAll(() => writeFileSync(own, 'project: bakery\n'));
afterAll(() => rmSync(folder, { recursive: true }));

const least = { stage: 'dev', json: false, post: false };

describe('requestOf', () => {
  it('asks for the stage’s configuration, and leaves the days to the command', () => {
    const request = requestOf(least);
    expect(request).toMatchObject({ days: undefined, against: undefined, port: 0, notes: [] });
    expect(request.config()).toMatchObject({ environment: 'dev' });
  });

  it('lays a file over the default, wherever it lies', () => {
    const request = requestOf({ ...least, config: own, against: 'config/default.yml' });
    expect(request.config()).toMatchObject({ project: 'bakery', environment: 'own' });
    expect(request.against?.('eu-west-1')).toMatchObject({ environment: 'default' });
  });

  it('takes paths from where the command was called', () => {
    const env = jest.replaceProperty(process, 'env', { ...process.env, INIT_CWD: folder });
    const paths = { config: 'own.yml', file: 'one.json', save: '../two.json' };
    const request = requestOf({ ...least, ...paths });
    env.restore();
    expect(request.config()).toMatchObject({ project: 'bakery' });
    expect(request).toMatchObject({ file: join(folder, 'one.json'), save: join(folder, '..', 'two.json') });
  });

  it('reads no more days than there are, and says so', () => {
    const note = 'CloudWatch keeps the history of alarms for 30 days: these are read.';
    expect(requestOf({ ...least, days: '90' })).toMatchObject({ days: 30, notes: [note] });
    expect(requestOf({ ...least, days: '30' })).toMatchObject({ days: 30, notes: [] });
  });

  it.each<[object, string[]]>([
    [{ stage: 'prd' }, ['There is no config/prd.yml: config/default.yml alone holds.']],
    [{ stage: 'prd', config: 'config/dev.yml' }, []],
    [{ file: 'one.json', profile: 'work' }, ['AWS is not asked: --file says whose it is.']],
    [{ profile: 'work' }, []],
    [{ post: true, against: 'config/dev.yml' }, ['The message of --post is without --against.']],
  ])('notes of %j what is not done as it was asked', (values, notes) => {
    expect(requestOf({ ...least, ...values }).notes).toEqual(notes);
  });

  it.each<[object, RegExp]>([
    [{ alarm: '' }, /^--alarm is a name or a pattern, such as web-\*, not nothing$/],
    [{ stage: '../x' }, /^A stage is of letters, digits and hyphens, such as dev, not \.\.\/x\.$/],
    [{ save: '.' }, /^--save is a file, such as reading\.json, and \S+ is a folder$/],
    [{ save: 'package.json/reading.json' }, /^Nothing can be saved in \S+package\.json: ENOTDIR/],
    [{ days: '0' }, /^--days is a whole number of days, such as 7, not 0$/],
    [{ days: '-1' }, /not -1$/],
    [{ days: '1.5' }, /not 1\.5$/],
    [{ days: 'week' }, /not week$/],
    [{ port: '70000' }, /^--port is a number up to 65535, not 70000$/],
    [{ save: '/none/reading.json' }, /^There is no folder \/none to save \/none\/reading\.json in$/],
    [{ config: 'config/none.yml' }, /^There is no configuration config\/none\.yml$/],
    [
      { against: 'package.json' },
      /^A configuration is a \.yml file, such as config\/prod\.yml, not package\.json$/,
    ],
  ])('says what is wrong with %j', (values, sentence) => {
    expect(() => requestOf({ ...least, ...values })).toThrow(sentence);
  });

  it('names a key that is none, with its file', () => {
    writeFileSync(join(folder, 'wrong.yml'), 'projct: x\n');
    const request = requestOf({ ...least, config: relative('.', join(folder, 'wrong.yml')) });
    expect(() => request.config()).toThrow(
      /wrong\.yml over config\/default\.yml: projct is no key .* did you mean project\?/,
    );
  });
});
