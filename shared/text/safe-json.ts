/** JSON of others, which stays JSON when it is made safe. */
import { withDistinctNames } from './distinct';
import { redact } from './redact';
import { safe } from './safe';

/** A number may be a secret by its name: `{"pin_code": 840277}`. */
function safeNumber(name: string, value: number): unknown {
  const field = `${JSON.stringify(safe(name))}: `;
  const shown = redact(`${field}${value}`);
  return shown.startsWith(field) && shown !== `${field}${value}` ? shown.slice(field.length) : value;
}

function safeValue(name: string, value: unknown): unknown {
  if (typeof value === 'string') return /^\s*[[{"]/.test(value) ? safeJson(value) : safe(value);
  if (typeof value === 'number') return safeNumber(name, value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return withDistinctNames(Object.entries(value).map(([key, one]) => [safe(key), one]));
}

/** Each text in it by itself, then the whole, for what is a secret by its name. What is no JSON is a text. */
export function safeJson(text: string): string {
  try {
    return redact(JSON.stringify(JSON.parse(text, safeValue)));
  } catch (error) {
    // Also of what nests deeper than there is a stack for.
    if (error instanceof SyntaxError || error instanceof RangeError) return safe(text);
    throw error;
  }
}
