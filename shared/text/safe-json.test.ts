import fc from 'fast-check';
import { safeJson } from './safe-json';

describe('safeJson', () => {
  it.each([
    ['by its name', { password: 'hunter2' }, { password: '‹password›' }],
    ['behind a name that is parted', { 'pass\u200bword': 'hunter2' }, { password: '‹password›' }],
    ['in JSON in JSON', { m: '{"\\u0070assword":"hunter2"}' }, { m: '{"password":"‹password›"}' }],
    ['that is a number', { pin_code: 840277, count: 840277 }, { pin_code: '‹password›', count: 840277 }],
    [
      'in a name',
      { 'password=a1': 1, 'password=b2': 2 },
      { 'password=‹password›': 1, 'password=‹password› (2)': 2 },
    ],
    ['in a list of arguments', ['mysql', '-phunter2'], ['mysql', '-p‹password›']],
    [
      'over many lines',
      ['-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----'],
      ['‹private key›'],
    ],
  ])('hides a secret %s', (_, value, shown) => {
    expect(JSON.parse(safeJson(JSON.stringify(value)))).toEqual(shown);
    expect(safeJson(JSON.stringify(value).replace('password', String.raw`\u0070assword`))).toBe(
      JSON.stringify(shown),
    );
  });

  it('makes a text safe that is no JSON, or nests too deep', () => {
    expect(safeJson('{password=hunter2')).toBe('{password=‹password›');
    expect(safeJson(`${'['.repeat(100_000)}"password=hunter2"${']'.repeat(100_000)}`)).toContain(
      'password=‹password›',
    );
  });

  it('leaves JSON JSON, the same when it is done again', () => {
    const names = fc.constantFrom('password', 'name', 'value', 'token', 'authorization', 'cookie', 'a');
    const values = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('hunter2', 'mysql -pX12345', '"', 'a=b; c=d'),
    );
    fc.assert(
      fc.property(fc.dictionary(names, values), (value) => {
        const shown = safeJson(JSON.stringify(value));
        expect(Object.keys(JSON.parse(shown))).toHaveLength(Object.keys(value).length);
        expect(safeJson(shown)).toBe(shown);
      }),
    );
  });
});
