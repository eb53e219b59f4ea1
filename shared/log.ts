/** One JSON object a line, with the decision as its message. Never the whole event, never the webhook's address. */
import { optionalEnv } from './env';
import { safe } from './text/safe';

type Level = 'INFO' | 'WARN' | 'ERROR';
type Fields = Record<string, unknown>;

const MAX_VALUE_LENGTH = 2_000;

/** Much of what is logged is foreign text, such as the name of an alarm. */
const safeValue = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? safe(value, MAX_VALUE_LENGTH) : value;

/** The function's key in serverless.yml, by which its deployed name ends. */
const service = (): string | undefined => optionalEnv('AWS_LAMBDA_FUNCTION_NAME')?.split('-').at(-1);

function write(level: Level, message: string, fields: Fields): void {
  const line = { level, message, timestamp: new Date().toISOString(), service: service(), ...fields };
  process.stdout.write(`${JSON.stringify(line, safeValue)}\n`);
}

const logger = {
  info: (message: string, fields: Fields = {}): void => write('INFO', message, fields),
  warn: (message: string, fields: Fields = {}): void => write('WARN', message, fields),
  error: (message: string, fields: Fields = {}): void => write('ERROR', message, fields),
};

/** The log. Lambda takes each line as it is. */
export const log = (): typeof logger => logger;
