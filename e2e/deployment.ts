/** A deployment of the service into the emulators, made by the operators' own commands. */
import { stackOutputs } from '../cli/aws/cloudformation';
import { npmRun, type Place, sls, succeed } from './commands';
import { type Emulators, startEmulators } from './emulators/emulators';
import type { Between } from './emulators/proxy';
import { createLeftOut, leaveOutUnknown } from './left-out';
import { allowNamelessResources } from './nameless-resources';
import { createOperator } from './operator';
import { createWorkspace } from './workspace';

export const STAGE = 'dev';
export const stackOf = (stage: string): string => `alarm-responder-${stage}`;
export const NOTIFIER = `${stackOf(STAGE)}-slackNotifier`;

/** Emulators and a copy of the project to deploy from. `stop` takes both away. */
export type World = Place & { emulators: Emulators; stop: () => Promise<void> };

/** Also points this process's own SDK clients at the emulators, as root of the account; commands run as the operator. */
export async function createWorld(inFrontOfSsm?: Between): Promise<World> {
  const emulators = await startEmulators(inFrontOfSsm);
  Object.assign(process.env, emulators.env);
  const { folder, remove } = createWorkspace();
  leaveOutUnknown(folder);
  const stop = async () => {
    await emulators.stop();
    remove();
  };
  const env = { ...emulators.env, ...(await createOperator()) };
  return { emulators, folder, env, stop };
}

/** `npm run webhook` with the Slack emulator's webhook. @returns what it printed */
export const connectSlack = (place: Place, webhookUrl: string, ...options: string[]): Promise<string> =>
  succeed('npm run webhook', npmRun(place, 'webhook', options, `${webhookUrl}\n`));

/** `sls deploy`. @returns the stack's outputs */
export async function deploy(place: Place, stage = STAGE): Promise<Record<string, string>> {
  await succeed('sls deploy', sls(place, 'deploy', '--stage', stage));
  await createLeftOut(place.folder);
  const outputs = await stackOutputs(stackOf(stage));
  if (!outputs) throw new Error(`expected the stack ${stackOf(stage)} after sls deploy, found none`);
  await allowNamelessResources(`${stackOf(stage)}-instanceAlarms`);
  return outputs;
}
