import { findingTable, isBroken, runChecks, summaryOf } from './checks';
import { few, ok, together, warning } from './verdict';

describe('runChecks', () => {
  it('tells those that fail or hang beside the others, in order', async () => {
    const denied = new Error('User: x is not authorized to perform: sns:GetTopicAttributes on y');
    const found = await runChecks(
      [
        { name: 'hangs', run: () => new Promise(() => undefined) },
        { name: 'denied', run: () => Promise.reject(denied) },
        {
          name: 'leaks',
          run: () => Promise.reject(new Error('at https://hooks.slack.com/services/T0/B0/x')),
        },
        { name: 'fine', run: async () => ok('all is well') },
      ],
      20,
    );
    expect(found).toMatchObject([
      { name: 'hangs', state: 'broken', seen: 'could not be looked at: no answer within 0.02 s' },
      { name: 'denied', state: 'broken', remedy: 'allow sns:GetTopicAttributes to whoever runs this' },
      { name: 'leaks', seen: 'could not be looked at: at https://hooks.slack.com/services/‹slack webhook›' },
      { name: 'fine', state: 'ok', seen: 'all is well' },
    ]);
    expect(isBroken(found)).toBe(true);
  });
});

describe('findingTable', () => {
  it('is aligned, remedies below', () => {
    const findings = [
      { name: 'one', ...ok('fine') },
      { name: 'another', ...warning('odd', 'look') },
    ];
    expect(findingTable(findings)).toBe(
      ['ok       one      fine', 'warning  another  odd', '                  → look'].join('\n'),
    );
    expect(isBroken(findings)).toBe(false);
    expect(summaryOf([...findings, { name: 'third', ...ok('') }])).toBe('3 checks: 2 ok, 1 warning');
  });
});

describe('together', () => {
  it('shows what is wrong when something is', () => {
    expect(together([ok('a'), warning('b', 'do'), warning('c', 'do')])).toEqual({
      state: 'warning',
      seen: 'b; c',
      remedy: 'do',
    });
    expect(together([ok('a'), ok('b')])).toEqual({ state: 'ok', seen: 'a; b' });
    expect(together([])).toMatchObject({ state: 'ok' });
  });
});

describe('few', () => {
  it('shortens a long list', () => {
    expect(few([...'abcdefghijk'])).toBe('a, b, c, d, e, f, g, h and 3 more');
  });
});
