import { OF_WEBHOOKS, WEBHOOKS } from './webhooks';

describe('OF_WEBHOOKS', () => {
  it.each(WEBHOOKS.map(([kind, { pattern }]) => [kind, pattern.source] as const))(
    'is in what each pattern asks for, letter by letter: %s %s',
    (_, source) => {
      const withoutChoices = source.replace(/\\/g, '').replace(/\((?:\?:)?[^()]*\)\?/g, '');
      expect(withoutChoices).toMatch(OF_WEBHOOKS);
    },
  );
});
