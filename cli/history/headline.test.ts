import { headlineOf } from './headline';

describe('headlineOf', () => {
  it.each<[string, string, string]>([
    ['what is bold', '🔴 *web-1*: disk / at 93 % (limit 90 %)', '🔴 web-1: disk / at 93 % (limit 90 %)'],
    ['whom it calls', '<!channel> <@U0123ABCD> 🟢 *web-1*: well', '🟢 web-1: well'],
    ['what was escaped', '🔴 *a &lt;script&gt; &amp; b*: CPU', '🔴 a <script> & b: CPU'],
    ['what parts an address', '🔴 https:\u200b//example.com', '🔴 https://example.com'],
  ])('reads %s', (_, text, expected) => {
    expect(headlineOf({ text })).toBe(expected);
  });
});
