/** What stands between a name and its value, in every spelling seen in logs. */
// biome-ignore-all lint/complexity/noUselessStringRaw: all alike, so that a backslash can be added

const QUOTE = String.raw`(?:\\{0,8}["'\x60]|&quot;|&#3[49];|&apos;|%(?:25)?22)`;
const GAP = String.raw`[ \t]{0,5}`;
const BREAK = String.raw`(?:\s|\\{1,8}n)`;
/** `"type": "String", ` between a name and its value. */
const OTHER_FIELD = String.raw`(?:${QUOTE}?(?!value)\w{1,20}${QUOTE}?${GAP}[:=]${GAP}(?:${QUOTE}[^"'\\<>]{0,60}${QUOTE}|\w{1,20}),?${BREAK}{0,20})`;

/** In this order: what is longer comes before what it begins with. */
export const SEPARATORS = {
  // YAML has the value on a line of its own, too: `password: |`
  line: String.raw`:${GAP}(?:[|>][+-]?)?${GAP}(?:\n|\\{1,8}n)[ \t]{1,20}(?!(?:- )?[\w.-]{1,60}:(?:\s|$))`,
  // `password: str = "…"`, `[password] => …`, `user[password]=…`, and DynamoDB's `"password": {"S": "…"`
  pair: String.raw`${QUOTE}?(?:\]|%(?:25)?5[Dd])?${GAP}(?::${GAP}(?:str|string|bytes|SecretStr)${GAP}=|=>|:=|=(?![=~>])|=(?=[=~>][^\s"'=~>])|:(?![:/])|[：＝]|%(?:25)?3[Dd](?:%(?:25)?20|\+(?=%(?:25)?22))?|%(?:25)?3[Aa](?:%(?:25)?20|\+(?=%(?:25)?22))?)${GAP}(?:\{${BREAK}{0,20}${QUOTE}[SBN]${QUOTE}${GAP}:${GAP}|\[?)`,
  // `"name": "DB_PASSWORD", "value": "…"`, and the same in YAML and XML.
  field: String.raw`(?<=(?:name|key)(?:\\{0,8}["']|&quot;)?\s{0,5}[:=]\s{0,5}(?:\\{0,8}["']|&quot;)?[\w./-]{0,80})${QUOTE}?,?${BREAK}{0,20}${OTHER_FIELD}{0,2}${QUOTE}?(?:parameter)?value${QUOTE}?${GAP}[:=]${GAP}`,
  element: String.raw`(?<=<[\w:.-]{0,80}|<\w{1,20}\s[^<>]{0,60}?(?:name|key)=\\{0,8}["'][\w.-]{0,80}|&lt;[\w:.-]{0,80})\\{0,8}["']?(?:\s[^<>]{0,300})?(?:>|&gt;)`,
  // `password is …`, `비밀번호는 …`
  phrase: String.raw`(?:[ \t]{1,3}(?:is|was)|은|는|이|가)[ \t]{1,3}`,
  // Also as a list of arguments: `"--password", "…"`.
  flag: String.raw`(?<=(?:^|[\s"'=,[])--?[\w-]{0,60})(?:[ \t]{1,5}|\\{0,8}["'],${BREAK}{0,20}(?=\\{0,8}["']))`,
  // `define('DB_PASSWORD', '…')`, `setProperty("db.password", "…")`
  argument: String.raw`(?<=(?:define|put|set\w{0,20}|append|add\w{0,20}|env)\(\\{0,8}["'][\w.-]{0,80})\\{0,8}["'],${GAP}(?=\\{0,8}["'])`,
  // `setPassword("…")`
  call: String.raw`\((?=\\{0,8}["'])`,
  // A part of a form. https://datatracker.ietf.org/doc/html/rfc7578
  part: String.raw`(?<=name=\\{0,8}"[\w.[-]{0,80})\]?\\{0,8}"(?:\n|(?:\\{1,8}r)?\\{1,8}n){2}`,
  // `임시비밀번호[…]`
  bracket: String.raw`(?<=[가-힣])\[(?=[^\s\]]{4,60}\])`,
};
export type Separator = keyof typeof SEPARATORS;
