/** What the demo plays on: a deployment in the emulators, a Slack that can be switched off, and an instance. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectSlack, createWorld, deploy, STAGE, type World } from '../deployment';
import { type InFront, startProxy } from '../emulators/proxy';
import type { SlackMessage } from '../emulators/slack';
import { launch, report, terminate } from '../instances';
import { waitFor } from '../wait-for';
import { asIfRun } from './agent';

export type Stage = {
  world: World;
  topicArn: string;
  /** Slack refuses everything while it is down. */
  setSlackDown: (isDown: boolean) => void;
  instance: () => Promise<string>;
  terminateInstance: () => Promise<void>;
  messages: () => Promise<SlackMessage[]>;
  stop: () => Promise<void>;
};

/** What is made before there is a deployment. */
export type Opened = {
  world: World;
  slack: InFront;
  setSlackDown: Stage['setSlackDown'];
  stop: Stage['stop'];
};

export async function openWorld(): Promise<Opened> {
  let isDown = false;
  const world = await createWorld({ change: asIfRun });
  const slack = await startProxy(world.emulators.slack.url, { refuse: () => (isDown ? 503 : undefined) });
  return {
    world,
    slack,
    setSlackDown: (down) => {
      isDown = down;
    },
    stop: async () => {
      await slack.stop();
      await world.stop();
    },
  };
}

/** The demo's instances are launched a moment before they are in trouble. */
export async function encryptWebhook({ world, slack }: Opened): Promise<void> {
  appendFileSync(join(world.folder, 'config', `${STAGE}.yml`), '\nrestart: { graceMinutes: 0 }\n');
  const { pathname } = new URL(world.emulators.slack.webhookUrl);
  await connectSlack(world, slack.url + pathname, '--quiet');
}

export async function deployStage({ world, setSlackDown, stop }: Opened): Promise<Stage> {
  const { AlertsTopicArn: topicArn = '' } = await deploy(world);
  let launched: Promise<string> | undefined;
  const launchIt = async (): Promise<string> => {
    const id = await launch('web-1');
    await report(id, 'running');
    return id;
  };
  const instance = (): Promise<string> => {
    launched ??= launchIt();
    return launched;
  };
  const terminateInstance = async (): Promise<void> => {
    await terminate(await instance());
    launched = undefined; // the next act launches another one
  };
  return {
    world,
    topicArn,
    setSlackDown,
    instance,
    terminateInstance,
    messages: world.emulators.slack.messages,
    stop,
  };
}

/** How many messages an act makes at least, within which time, and after how long without another one it is over. */
export type Expected = { awaited: number; withinMs?: number; quietMs?: number };

/** Does something that Slack is notified of. @returns the messages */
export async function messagesAfter(
  { messages }: Stage,
  act: () => Promise<unknown>,
  { awaited, withinMs = 20_000, quietMs = 2_500 }: Expected,
): Promise<SlackMessage[]> {
  const before = (await messages()).length;
  const since = async (): Promise<SlackMessage[]> => (await messages()).slice(before);
  let count = 0;
  let changedAt = Date.now();
  const whenQuiet = async (): Promise<SlackMessage[] | undefined> => {
    const all = await since();
    if (all.length !== count) changedAt = Date.now();
    count = all.length;
    return count >= awaited && Date.now() - changedAt > quietMs ? all : undefined;
  };
  await act();
  const seen = async (): Promise<string[]> => (await since()).map(({ text }) => text);
  return waitFor(`${awaited} of the messages in Slack`, whenQuiet, seen, withinMs);
}
