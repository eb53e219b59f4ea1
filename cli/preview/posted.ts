/** A message as Slack gives it back: what of it people see. */
import * as v from 'valibot';

const text = v.object({ text: v.string() });
const block = v.variant('type', [
  v.object({ type: v.literal('section'), text: v.optional(text), fields: v.optional(v.array(text), []) }),
  v.object({ type: v.literal('context'), elements: v.array(text) }),
]);
const message = v.object({
  text: v.string(),
  attachments: v.optional(
    v.array(v.object({ color: v.optional(v.string(), '#dddddd'), blocks: v.array(block) })),
    [],
  ),
});

export type PostedBlock = v.InferOutput<typeof block>;
export type Posted = v.InferOutput<typeof message>;

/** @throws ValiError for a block that we do not post */
export const parsePosted = (given: unknown): Posted => v.parse(message, given);
