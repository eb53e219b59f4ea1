/** The agent's configuration as it is deployed, and as the operators' command prints it. */
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { npmRun, succeed } from './commands';
import { stackOf } from './deployment';
import { sharedWorld } from './world';

const world = sharedWorld();

describe('npm run agent-config', () => {
  it('prints what is rolled out', async () => {
    // CloudFormation makes the parameter in its own emulator, not in that of Systems Manager.
    const systemsManager = new SSMClient({ endpoint: world.env.AWS_ENDPOINT_URL ?? '' });
    const { Parameter } = await systemsManager.send(
      new GetParameterCommand({ Name: `AmazonCloudWatch-${stackOf('dev')}` }),
    );
    const printed = await succeed('npm run agent-config', npmRun(world, 'agent-config', ['--stage', 'dev']));
    expect(JSON.parse(Parameter?.Value ?? '')).toEqual(JSON.parse(printed));
  });

  it('leaves the other family’s files out', async () => {
    const printed = await succeed(
      'npm run agent-config',
      npmRun(world, 'agent-config', ['--family', 'amazon-linux']),
    );
    expect(printed).toContain('/var/log/messages');
    expect(printed).not.toContain('/var/log/syslog');
  });

  it('takes no path for a stage', async () => {
    const { code, output } = await npmRun(world, 'agent-config', ['--stage', '../dev']);
    expect([code, output]).toEqual([
      1,
      'A stage is of letters, digits and hyphens, such as dev, not ../dev.\n',
    ]);
  });

  it('knows no other family', async () => {
    const { code, output } = await npmRun(world, 'agent-config', ['--family', 'windows']);
    expect([code, output]).toEqual([1, '--family must be debian or amazon-linux, not windows.\n']);
  });
});
