import { region } from './aws-env';
import { type Emulators, startEmulators } from './emulators';
import { listening } from './listening';
import { family, processes } from './supervise';

const minutes = 60_000;
const onLinux = process.platform === 'linux' ? it : it.skip;

/** Calls ministack as its root. It reads the caller, service and region from this header, and checks no signature. */
async function aws(url: string, service: string, init: RequestInit): Promise<string> {
  const credential = `Credential=test/20260101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=none`;
  const response = await fetch(url, { method: 'POST', ...init, headers: { ...init.headers, authorization } });
  return response.text();
}

/** A stack of one Lambda, which reports the Node, the region and the SSM it has. */
const stack = JSON.stringify({
  Resources: {
    Probe: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'probe',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/probe',
        Code: {
          ZipFile: `exports.handler = async () =>
            [process.version, process.env.AWS_REGION, process.env.AWS_ENDPOINT_URL_SSM].join(' ')`,
        },
      },
    },
  },
});

describe('startEmulators', () => {
  let emulators: Emulators;
  const pids = () =>
    family(processes(), new Set([emulators.aws, emulators.ssm, emulators.slack].map(({ pid }) => pid)));

  beforeAll(async () => {
    emulators = await startEmulators();
  }, 10 * minutes);
  afterAll(() => emulators?.stop());

  it('answers at every address', async () => {
    const { aws, ssm, slack } = emulators;
    const answers = await Promise.all(
      [`${aws.url}/_ministack/health`, `${ssm.url}/moto-api/`, slack.pageUrl].map((url) => fetch(url)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('runs a Lambda on Node 24, in our region, with SSM elsewhere', async () => {
    const { url } = emulators.aws;
    const created = await aws(url, 'cloudformation', {
      body: new URLSearchParams({ Action: 'CreateStack', StackName: 'probe', TemplateBody: stack }),
    });
    expect(created).toContain(`arn:aws:cloudformation:${region}:000000000000:stack/probe/`);
    const answer = await aws(`${url}/2015-03-31/functions/probe/invocations`, 'lambda', { body: '{}' });
    expect(answer).toMatch(/^"v24\.\d+\.\d+ /);
    expect(answer).toContain(` ${region} ${emulators.ssm.url}"`);
  });

  it('gives back what was posted to the webhook', async () => {
    const body = JSON.stringify({ text: 'hello', blocks: [{ type: 'divider' }] });
    const headers = { 'content-type': 'application/json' };
    const posted = await fetch(emulators.slack.webhookUrl, { method: 'POST', headers, body });
    expect(await posted.text()).toBe('ok');
    expect(await emulators.slack.messages()).toContainEqual(
      expect.objectContaining({ text: 'hello', blocks: [{ type: 'divider' }] }),
    );
  });

  onLinux('listens on the loopback only, and nowhere else', () => {
    const { aws, ssm, slack } = emulators;
    const expected = [aws, ssm, slack].map(({ url }) => url.replace('http://', ''));
    expect(listening(pids()).sort()).toEqual(expected.sort());
  });

  it('leaves no process when it is stopped', async () => {
    const before = pids();
    expect(before.length).toBeGreaterThan(6); // three, a guard for each, and the Lambda
    await emulators.stop();
    expect(processes().filter(({ pid }) => before.includes(pid))).toEqual([]);
  });
});
