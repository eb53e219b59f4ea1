/** What to do when AWS lets somebody not read the history. */
import { types } from 'node:util';
import { ConfigError, messageOf } from '../../shared/errors';

const HOW =
  'History asks for cloudwatch:DescribeAlarms and cloudwatch:DescribeAlarmHistory on *, and nothing else. Somebody who may can save it for you: npm run history -- --save reading.json; open that by --file reading.json.';

/** A refusal with the next step; any other error as it is. */
export const explained = (error: unknown): unknown =>
  types.isNativeError(error) && error.name.startsWith('AccessDenied')
    ? new ConfigError(`${error.name}: ${messageOf(error).replace(/\.$/, '')}. ${HOW}`, { cause: error })
    : error;
