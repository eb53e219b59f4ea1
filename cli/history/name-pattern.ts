/** Names of alarms by a pattern, in which `*` is any text. */

/** Without a `*` it is the name itself. In linear time, whatever the pattern. */
export function matcherOf(pattern: string): (name: string) => boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return (name) => name === first;
  return (name) => {
    let at = first.length;
    if (!name.startsWith(first)) return false;
    for (const part of parts) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return name.length - last.length >= at && name.endsWith(last);
  };
}

/** What somebody looks for among these: a name, a pattern, or a part of names. */
export function namesLike(text: string, names: Iterable<string>): Set<string> {
  const all = [...names];
  if (all.includes(text)) return new Set([text]);
  return new Set(all.filter(matcherOf(text.includes('*') ? text : `*${text}*`)));
}
