import fc from 'fast-check';
import { date, escapeText, link, mention } from './mrkdwn';

describe('escapeText', () => {
  it.each([
    ['escapes what Slack reads as markup', 'a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['calls nobody', '<!channel> <@U1> @here', '&lt;!channel&gt; &lt;@U1&gt; @\u200bhere'],
    ['is not bold', '*bold* and *two words*, *', '＊bold＊ and ＊two words＊, *'],
    ['is not in italics', '_it_ is', '＿it＿ is'],
    ['is not struck out', 'no ~longer~.', 'no ～longer～.'],
    ['may be code', 'run `rm`', 'run `rm`'],
    ['is no emoji', ':red_circle: ALARM :+1:', ':\u200bred_circle: ALARM :\u200b+1:'],
    ['keeps names', 'a_b_c __init__.py snake_case_', 'a_b_c __init__.py snake_case_'],
    ['keeps schedules and products', '*/5 * * * * and 2 * 3 * 4', '*/5 * * * * and 2 * 3 * 4'],
    ['is no emoji behind another', ':+1::tada: ::fire:', ':\u200b+1::\u200btada: ::\u200bfire:'],
    ['keeps names of modules', 'Net::HTTP::Get: failed', 'Net::HTTP::Get: failed'],
    ['keeps times and ARNs', '12:10:01 arn:aws:sns:x:1:alerts', '12:10:01 arn:aws:sns:x:1:alerts'],
  ])('%s', (_, text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  it('leaves nothing that Slack reads as markup, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeText(text).replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
      }),
    );
  });
});

describe('link', () => {
  it.each([
    ['Alarm', 'https://x.y/#a', '<https://x.y/#a|Alarm>'],
    ['a|b>', 'https://x.y/a b|c>', '<https://x.y/a%20b%7Cc%3E|a¦b&gt;>'],
  ])('links %p', (text, url, expected) => {
    expect(link(text, url)).toBe(expected);
  });

  it.each([
    '!channel',
    '@U012ABC',
    '#C012ABC',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://x.y',
    'https:',
    'https://',
    '',
  ])('leads nowhere and calls nobody with %p, which is not https', (url) => {
    expect(link('Runbook <1>', url)).toBe('Runbook &lt;1&gt;');
  });

  it('takes half a character for no reason to fail', () => {
    expect(link('a', 'https://x.y/\ud800')).toBe('<https://x.y/\ufffd|a>');
  });
});

describe('date', () => {
  it('is in the reader’s own zone, with UTC to fall back to', () => {
    expect(date(new Date('2022-06-28T01:57:35.603Z'))).toBe(
      '<!date^1656381455^{date_short_pretty} {time_secs}|2022-06-28 01:57:35 UTC>',
    );
  });
});

describe('mention', () => {
  it.each([
    ['channel', '<!channel>'],
    ['here', '<!here>'],
    ['U012ABC', '<@U012ABC>'],
    ['W012ABC', '<@W012ABC>'],
    ['S012ABC', '<!subteam^S012ABC>'],
  ])('calls %s', (target, expected) => {
    expect(mention(target)).toBe(expected);
  });
});
