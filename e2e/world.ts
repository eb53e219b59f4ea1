/** What global-setup.ts made, for the tests: they run in jest's own sandbox, so it comes by the environment. */
import * as v from 'valibot';
import type { World } from './deployment';

const NAME = 'E2E_WORLD';

const schema = v.object({
  folder: v.string(),
  env: v.record(v.string(), v.string()),
  slackUrl: v.string(),
  webhookUrl: v.string(),
  outputs: v.record(v.string(), v.string()),
});

/** `folder` and `env` are where commands run, `outputs` those of the stack. */
export type SharedWorld = v.InferOutput<typeof schema>;

let stop: (() => Promise<void>) | undefined;

export function shareWorld(
  { folder, env, emulators: { slack }, ...world }: World,
  outputs: Record<string, string>,
): void {
  stop = world.stop;
  const shared: SharedWorld = { folder, env, slackUrl: slack.url, webhookUrl: slack.webhookUrl, outputs };
  process.env[NAME] = JSON.stringify(shared);
}

/** The world of the test that calls. */
export const sharedWorld = (): SharedWorld => v.parse(schema, JSON.parse(process.env[NAME] ?? '{}'));

export const stopWorld = async (): Promise<void> => stop?.();
