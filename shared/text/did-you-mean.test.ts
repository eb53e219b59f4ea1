import { didYouMean } from './did-you-mean';

describe('didYouMean', () => {
  it.each([
    ['cpu-critcal', ['cpu-critical', 'cpu-warning', 'disk-critical'], ': did you mean cpu-critical?'],
    ['slakc', ['slack', 'sms'], ': did you mean slack?'],
    ['Language', ['language'], ': did you mean language?'],
    ['allalarms', ['allAlarms'], ': did you mean allAlarms?'],
    ['colour', ['slack', 'sms'], ''],
    ['x', [], ''],
  ])('of %s among %j says "%s"', (word, known, said) => {
    expect(didYouMean(word, known)).toBe(said);
  });
});
