/** The light call to AWS: for what is needed while somebody waits, without the SDK. */
import * as v from 'valibot';
import { requiredEnv } from '../env';
import { AwsError, refused } from './aws-error';
import { type Limits, type Request, send, UnansweredError } from './request';
import { requestFor, type ServiceName } from './services';
import { isThrottled } from './throttled';

/**
 * At most so many `attempts`, each ended after `timeoutMs`, and none begun after `signal`. `repeat`: `unless taken` is for what
 * somebody would get twice, and asks again only when AWS cannot have taken it. `region` is that of the environment unless given.
 */
export type CallOptions = {
  attempts: number;
  timeoutMs: number;
  repeat?: 'always' | 'unless taken';
  region?: string | undefined;
  signal?: AbortSignal | undefined;
};

/** At most so long before the second attempt, in ms; twice as long before each other one. */
const FIRST_WAIT_MS = 100;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** JSON, or the text of what is none: XML, or the page of somebody on the way. */
function contentOf(body: string): unknown {
  try {
    return JSON.parse(body || '{}');
  } catch {
    return body;
  }
}

async function attempt<Schema extends v.GenericSchema>(
  operation: string,
  request: Request,
  schema: Schema,
  limits: Limits,
): Promise<v.InferOutput<Schema>> {
  const { status, headers, body } = await send(request, limits);
  const content = contentOf(body);
  if (status !== 200) throw refused(operation, status, content, headers['x-amzn-requestid']);
  const answer = v.safeParse(schema, content);
  if (answer.success) return answer.output;
  throw new AwsError(operation, answer.issues[0].message, { name: 'Unexpected', status, details: content });
}

/** What has no answer may have been taken, unless it was not all sent. */
function mayRepeat(error: unknown, isRepeatable: boolean): boolean {
  if (error instanceof UnansweredError) return isRepeatable || !error.sent;
  if (!(error instanceof AwsError)) return false;
  if (isThrottled(error) || error.status === 429 || error.status === 503) return true;
  return isRepeatable && error.status >= 500;
}

/**
 * Asks AWS for something, as often as `options` say.
 * @param input as the API has it; of SNS the fields of its form
 * @param schema what is read of the answer: of JSON, or the text of XML
 * @throws AwsError
 */
export async function call<Schema extends v.GenericSchema>(
  service: ServiceName,
  action: string,
  input: Record<string, unknown>,
  schema: Schema,
  { attempts, timeoutMs, repeat = 'always', region = requiredEnv('AWS_REGION'), signal }: CallOptions,
): Promise<v.InferOutput<Schema>> {
  const operation = `${service}:${action}`;
  const request = requestFor(service, action, input, region);
  const isRepeatable = repeat === 'always';
  for (let count = 1; ; count += 1) {
    try {
      return await attempt(operation, request, schema, { ms: timeoutMs, once: !isRepeatable, signal });
    } catch (error) {
      const isLast = count >= attempts || signal?.aborted === true;
      if (!isLast && mayRepeat(error, isRepeatable)) {
        await wait(Math.random() * FIRST_WAIT_MS * 2 ** (count - 1));
        continue;
      }
      if (!(error instanceof UnansweredError)) throw error;
      throw new AwsError(operation, error.message, { name: 'Unanswered', status: 0 }, error);
    }
  }
}
