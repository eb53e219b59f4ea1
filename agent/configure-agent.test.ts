import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, 'configure-agent.sh');
const NAME = 'AmazonCloudWatch-alarm-responder-dev';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The agent's own command: it keeps what it fetches under the name of the source, and starts if the file `broken` is
 * not there.
 */
const CTL = `#!/bin/sh
cd "$(dirname "$0")/.." || exit
echo "$*" >> calls
case "$2" in
  status) printf '{\\n  "status": "%s",\\n  "configstatus": "configured"\\n}\\n' "$(cat status)" ;;
  fetch-config) cp parameter "etc/amazon-cloudwatch-agent.d/ssm_\${7#ssm:}"; [ -f broken ] || echo running > status ;;
esac
`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'alarm-responder-'));
  for (const folder of ['bin', 'etc/amazon-cloudwatch-agent.d'])
    mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(join(home, 'bin/amazon-cloudwatch-agent-ctl'), CTL, { mode: 0o755 });
  put('parameter', '{"new":1}');
  put('status', 'stopped');
});
afterEach(() => rmSync(home, { recursive: true }));

const put = (name: string, content: string) => writeFileSync(join(home, name), content);
const inUse = (content: string) => put(`etc/amazon-cloudwatch-agent.d/ssm_${NAME}`, content);

function run(expected = '{"new":1}') {
  const { status, stdout } = spawnSync('sh', [SCRIPT, NAME, sha256(expected)], {
    env: { PATH: '/usr/bin:/bin', AGENT_HOME: home },
    encoding: 'utf8',
  });
  const calls = existsSync(join(home, 'calls')) ? readFileSync(join(home, 'calls'), 'utf8').split('\n') : [];
  return { status, said: stdout.trim(), fetched: calls.filter((call) => call.includes('fetch-config')) };
}

describe('configure-agent.sh', () => {
  it('gives a new agent its configuration and starts it', () => {
    expect(run()).toEqual({
      status: 0,
      said: `The agent runs with ${NAME} now.`,
      fetched: [`-a fetch-config -m ec2 -s -c ssm:${NAME}`],
    });
  });

  it('leaves an agent alone that runs with it', () => {
    inUse('{"new":1}');
    put('status', 'running');
    expect(run()).toEqual({ status: 0, said: `The agent runs with ${NAME} already.`, fetched: [] });
  });

  it.each([
    ['runs with another configuration', '{"old":1}', 'running'],
    ['has it but does not run', '{"new":1}', 'stopped'],
  ])('configures an agent that %s', (_, content, status) => {
    inUse(content);
    put('status', status);
    expect(run()).toMatchObject({ status: 0, fetched: [expect.any(String)] });
  });

  it.each([
    ['does not start', () => put('broken', ''), '{"new":1}'],
    ['has read another value', () => undefined, '{"newer":1}'],
  ])('says so when the agent %s', (_, prepare, expected) => {
    prepare();
    expect(run(expected)).toMatchObject({
      status: 1,
      said: expect.stringContaining(`does not run with ${NAME}`),
    });
  });
});
