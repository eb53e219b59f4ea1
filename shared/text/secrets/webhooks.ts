/** Addresses that are secrets themselves: who has them may post. The host stays, so that a reader knows which it was. */
import { type Rule, SLASH } from './rule';

/** As far as an address goes, whatever wrote it. */
const REST = String.raw`(?:[\w.~@:=?+%$-]|\\{0,8}\/|\\{1,8}u00[23][0-9A-Fa-f]|&#x2[Ff];|&#47;)`;
/** Not the first of what may follow `REST`: `%22`, as the quote behind an address in a query. A sentence ends behind it. */
const ADDRESS = `(?:(?!%(?:25){0,3}(?:2[026]|3[CcEe]|7[BbDd]))${REST}){6,}(?<![.:?])`;

const at = (host: string, path: string[]): Rule => ({
  pattern: new RegExp(`(${[host, ...path].join(SLASH)}${SLASH})${ADDRESS}`, 'gi'),
});

/** `incident-review-2026-03-02` */
const isWords = (part: string): boolean =>
  part.split(/[-_]/).every((word) => /^(?:[A-Za-z]*\d{0,2}|\d{1,8})$/.test(word));

/** A part of a path in which digits stand, of no word's length. */
const isOpaque = (address: string): boolean =>
  address.split(/[/?&=]|%(?:25)*2F/i).some((part) => /^(?=.*\d)[\w-]{20,}$/.test(part) && !isWords(part));

/** What the patterns have in common, in letters that none of them takes in another spelling: most addresses need none compiled. */
export const OF_WEBHOOKS = /hook|aHR0cHM6|chat\.google|telegram|ifttt|pagerduty|victorops|hc-ping/i;

export const WEBHOOKS: [kind: string, rule: Rule][] = [
  ['slack webhook', at(String.raw`hooks\.slack(?:-gov)?\.com`, ['(?:services|workflows|triggers)'])],
  // `https://hooks.slack.com/` in Base64.
  ['slack webhook', { pattern: /(aHR0cHM6Ly9ob29rcy5zbGFjay5jb20v)[A-Za-z0-9+/=]{20,}/g }],
  [
    'discord webhook',
    at(String.raw`discord(?:app)?\.com`, ['api', String.raw`(?:v\d{1,2}${SLASH})?webhooks`]),
  ],
  ['teams webhook', at(String.raw`\.webhook\.office\.com`, ['webhookb2'])],
  ['teams webhook', at(String.raw`outlook\.office(?:365)?\.com`, ['webhook'])],
  [
    'google chat webhook',
    { pattern: /(chat\.googleapis\.com\/v1\/spaces\/[\w-]{1,40}\/messages\?)[\w=&%.+-]{20,}/g },
  ],
  ['telegram token', { pattern: /(api\.telegram\.org\/(?:file\/)?bot)\d{6,12}:[\w-]{20,}/g }],
  ['webhook', at(String.raw`wh\.jandi\.com`, ['connect-api', 'webhook'])],
  ['webhook', at(String.raw`hooks?\.(?:dooray|swit)\.(?:com|io)`, ['(?:services|chat)'])],
  ['webhook', at(String.raw`hooks\.zapier\.com`, ['hooks', 'catch'])],
  ['webhook', at(String.raw`maker\.ifttt\.com`, ['trigger', String.raw`[\w-]{1,100}`, 'with', 'key'])],
  ['webhook', { pattern: /(events\.pagerduty\.com\/(?:integration|x-ere)\/)[\w-]{20,}/g }],
  ['webhook', at(String.raw`hook\.(?:eu|us)\d\.make\.com`, [])],
  [
    'webhook',
    at(String.raw`alert\.victorops\.com`, ['integrations', 'generic', String.raw`\d{1,9}`, 'alert']),
  ],
  ['webhook', at(String.raw`hc-ping\.com`, [])],
  // Of any other service: what stands behind a part of the path that says so.
  [
    'webhook',
    {
      pattern: new RegExp(
        String.raw`(:${SLASH}{2}[\w.:-]{1,255}${SLASH}(?:[\w.-]{1,60}${SLASH}){0,6}?(?:incoming-?)?(?:web)?hooks?${SLASH})${ADDRESS}`,
        'gi',
      ),
      isSecret: isOpaque,
    },
  ],
];
