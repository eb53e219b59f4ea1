/** README's way into an account, line by line; and every option of ours that the docs show. */
import { blocksOf, documented } from '../test/documented';
import { npmRun, type Result, sls } from './commands';
import { connectSlack, deploy } from './deployment';
import { sharedWorld } from './world';

const world = sharedWorld();
const STAGE = 'readme';

/** `npm run doctor -- --stage dev` → the command and its options. */
const ours = (command: string) => {
  const [, name = '', options = ''] =
    /^npm run (?:--silent )?(webhook|doctor|reconcile|redrive|teardown|agent-config|preview|history) ?(?:-- )?([^>]*)/.exec(
      command,
    ) ?? [];
  return { name, options: options.split(' ').filter(Boolean) };
};

const inStage = (options: string[]) => options.map((one) => (one === 'dev' ? STAGE : one));

/** @param more what a person would answer or do */
const run = (command: string, ...more: string[]): Promise<Result> => {
  const { name, options } = ours(command);
  return npmRun(world, name, [...inStage(options), ...more]);
};

describe('README', () => {
  const [, , , block] = blocksOf('README.md');
  const [
    install,
    webhook = '',
    deployment,
    doctor = '',
    logs = '',
    reconcile = '',
    redrive = '',
    teardown = '',
  ] = block?.commands ?? [];

  it('has these steps into an account', () => {
    expect([install, deployment]).toEqual(['npm ci', 'npx sls deploy --stage dev']);
    expect(block?.commands).toHaveLength(8);
  });

  it('leads from a webhook to a deployment that works, and back', async () => {
    expect(await connectSlack(world, world.webhookUrl, ...inStage(ours(webhook).options))).toContain(
      'Next: ',
    );
    await deploy(world, STAGE);
    const examined = await run(doctor);
    expect(examined.output).toMatch(/^ok +canary /m);
    expect(examined.output).toMatch(/^\d+ checks: \d+ ok/m);
    const [, , key = '', ...args] = logs.replace(' --tail', '').split(' ');
    const logged = await sls(world, key, ...args, '--stage', STAGE);
    expect(logged.output).toMatch(/"message":"notified".*Canary/);
    expect(await run(reconcile)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/Nothing to do|The plan/),
    });
    expect(await run(redrive)).toMatchObject({
      code: 0,
      output: expect.stringContaining('No dead letters.'),
    });
    const undone = await run(teardown, '--yes');
    expect(undone).toMatchObject({ code: 0, output: expect.stringContaining('What stays') });
  });
});

describe('the docs', () => {
  const commands = documented()
    .flatMap((one) => one.commands)
    .map(ours)
    .filter(({ name }) => name);
  const unique = new Map(
    commands.map(({ name, options }) => [[name, ...options].join(' '), { name, options }]),
  );

  it.each([...unique])('show only options that there are: %s', async (_, { name, options }) => {
    const known = await npmRun(world, name, [...options, '--help']);
    expect(known).toMatchObject({ code: 0, output: expect.stringContaining(`npm run `) });
  });
});
