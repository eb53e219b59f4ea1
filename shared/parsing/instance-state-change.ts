/** EventBridge's report that an EC2 instance has changed its state. */
import * as v from 'valibot';
import { eventBridge } from './event-bridge';
import { parse } from './parse';

export const INSTANCE_STATE_CHANGE = 'EC2 Instance State-change Notification';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-state-change.html */
const schema = v.pipe(
  eventBridge(INSTANCE_STATE_CHANGE, v.object({ 'instance-id': v.string(), state: v.string() })),
  v.transform(({ account, region, at, detail }) => ({
    instanceId: detail['instance-id'],
    state: detail.state,
    at,
    account,
    region,
  })),
);

/** `state` as EC2 spells it, such as `running` or `shutting-down`. */
export type InstanceStateChange = v.InferOutput<typeof schema>;

/** @throws EventParseError */
export const parseInstanceStateChange = (input: unknown): InstanceStateChange =>
  parse(schema, input, INSTANCE_STATE_CHANGE);
