/** Hides secrets in foreign text: alarm descriptions, error messages and log lines hold more than they should. */
import { hideAssigned } from './secrets/assignments';
import { COMMANDS } from './secrets/commands';
import { KEYS } from './secrets/keys';
import { hideOwn } from './secrets/own';
import { PERSONAL } from './secrets/personal';
import { hide, type Rule } from './secrets/rule';
import { mayHoldToken, tokenRules } from './secrets/tokens';
import { URLS } from './secrets/urls';
import { OF_WEBHOOKS, WEBHOOKS } from './secrets/webhooks';

type Rules = [kind: string, rule: Rule][];

const hideAll = (text: string, rules: Rules): string =>
  rules.reduce((hidden, [kind, rule]) => hide(hidden, kind, rule), text);

/** Most text has nothing of what these need, and is not looked at by each of them. */
const LONG_WORD = /[\w.+/=%-]{12}/;
const ADDRESS = /[/@]|%(?:25){0,3}(?:2F|3A)|u002f|&#|aHR0/i;
const COMMAND = /[\s"']-|->|Bearer|Basic|auth|PASSWORD|IDENTIFIED|requirepass|value|[\w+/]{40}/i;
const LONG_NUMBER = /\d{4}[ -]?\d{2}/;

const hideIf = (text: string, needed: RegExp, rules: Rules): string =>
  needed.test(text) ? hideAll(text, rules) : text;

/**
 * The text with each secret replaced by what it is, such as `‹github token›`. Redacted again it stays the same. What is
 * known by its shape comes first, so that it is not merely called a password.
 */
export function redact(text: string): string {
  const withoutKeys = hideIf(hideIf(hideOwn(text), LONG_WORD, KEYS), OF_WEBHOOKS, WEBHOOKS);
  const hasToken = LONG_WORD.test(withoutKeys) && mayHoldToken(withoutKeys);
  const withoutTokens = hasToken ? hideAll(withoutKeys, tokenRules()) : withoutKeys;
  const withoutNamed = hideAssigned(hideIf(withoutTokens, ADDRESS, URLS));
  return hideIf(hideIf(withoutNamed, COMMAND, COMMANDS), LONG_NUMBER, PERSONAL);
}
