/**
 * An evaluator of CloudWatch Logs' filter patterns for JSON, of our own: the emulator keeps metric filters but counts
 * nothing by them. It knows what our pattern needs, and refuses the rest: `=` and `!=` with words, `&&`, `||` and
 * parentheses.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */

type Test = (record: unknown) => boolean;

const TOKEN = /\s*(&&|\|\||[(){}]|!=|=|"[^"]*"|\$(?:\.\w+)+|[\w.*-]+)/y;

function tokensOf(pattern: string): string[] {
  const tokens: string[] = [];
  const text = pattern.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new Error(`expected a filter pattern, got ${text.slice(at)}`);
    tokens.push(token);
  }
  return tokens;
}

/** `$.userIdentity.type` in the record. */
const valueAt = (record: unknown, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (value !== null && Object.hasOwn(Object(value), key) ? Object(value)[key] : undefined),
      record,
    );

/** The word as it is, with `*` for anything. */
function wordOf(token: string): RegExp {
  const parts = token.replace(/^"|"$/g, '').split('*');
  return new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
}

/** A test of whether a log line matches the pattern. A line that is no JSON object matches none. */
export function filterPattern(pattern: string): (line: string) => boolean {
  const tokens = tokensOf(pattern);
  const expect = (token: string): void => {
    const next = tokens.shift();
    if (next !== token) throw new Error(`expected ${token} in a filter pattern, got ${next}`);
  };
  const comparison = (): Test => {
    const [path = '', operator, word = ''] = tokens.splice(0, 3);
    if (!path.startsWith('$.') || (operator !== '=' && operator !== '!=') || !/^["\w.*-]/.test(word)) {
      throw new Error(`expected a comparison in a filter pattern, got ${path} ${operator} ${word}`);
    }
    const expected = wordOf(word);
    return (record) => {
      const value = valueAt(record, path);
      return typeof value === 'string' && expected.test(value) === (operator === '=');
    };
  };
  const term = (): Test => {
    if (tokens[0] !== '(') return comparison();
    expect('(');
    const inner = either();
    expect(')');
    return inner;
  };
  const both = (): Test => {
    const terms = [term()];
    while (tokens[0] === '&&') {
      expect('&&');
      terms.push(term());
    }
    return (record) => terms.every((test) => test(record));
  };
  const either = (): Test => {
    const terms = [both()];
    while (tokens[0] === '||') {
      expect('||');
      terms.push(both());
    }
    return (record) => terms.some((test) => test(record));
  };
  expect('{');
  const test = either();
  expect('}');
  if (tokens.length > 0) throw new Error(`expected the end of a filter pattern, got ${tokens.join(' ')}`);
  return (line) => {
    try {
      return test(JSON.parse(line));
    } catch {
      return false;
    }
  };
}
