import { pathOf, portOf, readOptions } from './options';

const options = {
  stage: { type: 'string', default: 'dev' },
  apply: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const;
const read = (...args: string[]) => readOptions({ args, options });

describe('readOptions', () => {
  it('reads them', () => {
    expect(read('--apply').values).toEqual({ stage: 'dev', apply: true });
  });

  it.each([
    ['--stge', 'There is no option --stge: did you mean --stage? All options: --help'],
    ['--stge=dev', 'There is no option --stge: did you mean --stage? All options: --help'],
    ['--instance', 'There is no option --instance. All options: --help'], // its hyphens are none of its likeness
    ['--colour', 'There is no option --colour. All options: --help'],
    ['--stage', "Option '--stage <value>' argument missing. All options: --help"],
    ['stray', /^Unexpected argument 'stray'\. .* All options: --help$/],
  ])('answers %s by one sentence', (arg, sentence) => {
    expect(() => read(arg)).toThrow(sentence);
  });

  it.each(['--apply', '--dry-run'])('acts on nothing when npm has taken %s', (name) => {
    const variable = `npm_config_${name.slice(2).replace('-', '_')}`;
    const { npm_lifecycle_event: script } = process.env;
    Object.assign(process.env, { npm_lifecycle_event: 'reconcile', [variable]: 'true' });
    expect(() => read()).toThrow(
      `npm has taken ${name} for itself. Options stand behind a --, as in: npm run reconcile -- ${name}`,
    );
    delete process.env[variable];
    Object.assign(process.env, { ...(script && { npm_lifecycle_event: script }) });
  });
});

describe('pathOf', () => {
  it('is one of where the command was called', () => {
    const env = jest.replaceProperty(process, 'env', { INIT_CWD: '/home/me' });
    expect(pathOf('a/b.json')).toBe('/home/me/a/b.json');
    expect(pathOf('/tmp/b.json')).toBe('/tmp/b.json');
    expect(pathOf(undefined)).toBeUndefined();
    env.restore();
  });
});

describe('portOf', () => {
  it('reads a port, and takes any that is free without one', () => {
    expect([portOf('8080'), portOf(undefined)]).toEqual([8080, 0]);
  });

  it.each(['', '-1', '80a', '65536'])('does not take %j', (text) => {
    expect(() => portOf(text)).toThrow(`--port is a number up to 65535, not ${text}`);
  });
});
