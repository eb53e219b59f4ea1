/** Starts everything the service talks to, on this machine alone: AWS (ministack), SSM (moto) and Slack (emulate). */
import { awsEnv } from './aws-env';
import { startMinistack } from './ministack';
import { startMoto } from './moto';
import { executables } from './paths';
import type { Running } from './process';
import { type Between, type InFront, startProxy } from './proxy';
import { preparePython } from './python';
import { type Slack, startSlack } from './slack';

type Endpoint = Running & { url: string };

/** The emulators that run; `env` is for commands that talk to them, such as `sls deploy`. */
export type Emulators = {
  aws: Endpoint;
  ssm: Endpoint;
  slack: Slack;
  env: Record<string, string>;
  stop: () => Promise<void>;
};

type Stoppable = { stop: () => Promise<void> };

const stopAll = async (running: readonly Stoppable[]) => {
  await Promise.all(running.map(({ stop }) => stop()));
};

/** Waits for all of them; when one fails, stops the others before it fails itself. */
export async function allOrNone<T extends readonly Promise<Stoppable>[]>(
  starting: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const outcomes = await Promise.allSettled(starting);
  if (outcomes.some(({ status }) => status === 'rejected')) {
    await stopAll(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
  }
  return Promise.all(starting);
}

/** Starts the emulators. The first time, it prepares their Python environment, which takes a minute or two. `inFrontOfSsm`: what it changes. */
export async function startEmulators(inFrontOfSsm?: Between): Promise<Emulators> {
  const programs = await preparePython();
  const moto = startMoto(programs);
  const front: Promise<InFront> = inFrontOfSsm ? moto.then(({ url }) => startProxy(url, inFrontOfSsm)) : moto;
  // After moto, because the Lambdas inherit ministack's environment, and with it where SSM is.
  const ministack = front.then(({ url }) => startMinistack(programs, url));
  const [ssm, { url: ssmUrl, stop }, aws, slack] = await allOrNone([moto, front, ministack, startSlack()]);
  return {
    aws,
    ssm,
    slack,
    env: awsEnv(process.env, { aws: aws.url, ssm: ssmUrl, path: [executables, programs] }),
    stop: () => stopAll([aws, ssm, { stop }, slack]),
  };
}
