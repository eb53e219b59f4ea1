/** A request that the code made in a test. */
import * as v from 'valibot';

/**
 * `client` is the SDK's package without `@aws-sdk/client-`, such as `cloudwatch-logs`; `operation` as AWS spells it. In `input`
 * bytes are `{ "$bytes": <base64> }`, times `{ "$time": <ISO> }`; on the `wire`, where the light call is heard, both are as the protocol
 * writes them, and `form` are the fields of a form. `from` is the test that made it.
 */
export const recordedCallSchema = v.object({
  client: v.string(),
  operation: v.string(),
  input: v.record(v.string(), v.unknown()),
  wire: v.optional(v.boolean()),
  form: v.optional(v.record(v.string(), v.string())),
  from: v.string(),
});
export type RecordedCall = v.InferOutput<typeof recordedCallSchema>;
