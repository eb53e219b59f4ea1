/** What AWS says when it refuses, or that it says nothing. */
import * as v from 'valibot';

type Facts = { name: string; status: number; requestId?: string | undefined; details?: unknown };

/** Whatever answers, an error is to be read. */
const MAX_TEXT_LENGTH = 1_000;

/**
 * `name` is AWS's code, such as `AccessDeniedException`; `Unanswered` when there is no answer, `Unexpected` when it is not one of
 * AWS, and `details` the answer. `$fault` says whose it is, as in the SDK's errors. What was sent is in none of them.
 */
export class AwsError extends Error {
  override readonly name: string;
  readonly $fault: 'client' | 'server';
  readonly status: number;
  readonly requestId: string | undefined;
  readonly details: unknown;

  /** @param operation such as `kms:Decrypt` */
  constructor(operation: string, text: string, { name, status, requestId, details }: Facts, cause?: unknown) {
    const place = [operation, status > 0 && name, requestId && `request ${requestId}`].filter(Boolean);
    super(`${text.slice(0, MAX_TEXT_LENGTH)} (${place.join(', ')})`, { cause });
    this.name = name;
    this.$fault = status >= 400 && status < 500 ? 'client' : 'server';
    this.status = status;
    this.requestId = requestId;
    this.details = details;
  }
}

const maybe = v.optional(v.string());
const refusal = v.object({ __type: maybe, message: maybe, Message: maybe });
const element = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

/**
 * Out of AWS JSON, or the XML of a query API; anything else is somebody's on the way.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
 */
export function refused(
  operation: string,
  status: number,
  details: unknown,
  id: string | string[] | undefined,
): AwsError {
  const xml = typeof details === 'string' ? details : '';
  const json = v.safeParse(refusal, details);
  const said = json.success
    ? json.output
    : { __type: element(xml, 'Code'), message: element(xml, 'Message') };
  const name = /(?:[^#:]*#)?([^#:]+)/.exec(said.__type ?? '')?.[1] ?? 'Unexpected';
  const text = said.message ?? (json.success ? json.output.Message : undefined) ?? `HTTP ${status}`;
  const requestId = id ? String(id) : element(xml, 'RequestId');
  return new AwsError(operation, text, { name, status, requestId, details });
}
