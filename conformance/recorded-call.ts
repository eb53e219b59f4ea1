/** A request that the code made in a test. */
import * as v from 'valibot';

/**
 * `client` is the SDK's package without `@aws-sdk/client-`, such as `cloudwatch-logs`; `operation` as AWS spells it. In `input`
 * bytes are `{ "$bytes": <base64> }`, times `{ "$time": <ISO> }`. `from` is the test that made it.
 */
export const recordedCallSchema = v.object({
  client: v.string(),
  operation: v.string(),
  input: v.record(v.string(), v.unknown()),
  from: v.string(),
});
export type RecordedCall = v.InferOutput<typeof recordedCallSchema>;
