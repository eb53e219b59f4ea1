import { readOptions } from './options';

const options = { stage: { type: 'string', default: 'dev' }, apply: { type: 'boolean' } } as const;
const read = (...args: string[]) => readOptions({ args, options });

describe('readOptions', () => {
  it('reads them', () => {
    expect(read('--apply').values).toEqual({ stage: 'dev', apply: true });
  });

  it.each([
    ['--stge', 'There is no option --stge: did you mean --stage? All options: --help'],
    ['--stge=dev', 'There is no option --stge: did you mean --stage? All options: --help'],
    ['--colour', 'There is no option --colour. All options: --help'],
    ['--stage', "Option '--stage <value>' argument missing. All options: --help"],
    ['stray', /^Unexpected argument 'stray'\. .* All options: --help$/],
  ])('answers %s by one sentence', (arg, sentence) => {
    expect(() => read(arg)).toThrow(sentence);
  });
});
