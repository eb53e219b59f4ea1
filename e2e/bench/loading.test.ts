/** What is loaded for an event, in the package as it is deployed: the clients that the event calls, and no other. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { createWorkspace, temporaryOf, type Workspace } from '../workspace';
import { CASES, type Case, withoutContext } from './cases';
import { environmentOf } from './environment';
import { measure } from './measure';
import { type Packaged, packageService } from './packaged';
import { type StandIn, startStandIn, WITHOUT_CONTEXT } from './stand-in';

let lambdas: Packaged[];
let standIn: StandIn;
let workspace: Workspace;
beforeAll(async () => {
  standIn = await startStandIn();
  workspace = createWorkspace();
  lambdas = await packageService(workspace);
}, 60_000);
afterAll(() => {
  standIn.stop();
  workspace.remove();
});

const CLIENT = '@aws-sdk/client-';
const clientsAmong = (packages: string[]): string[] =>
  [...new Set(packages)].filter((name) => name.startsWith(CLIENT)).map((name) => name.slice(CLIENT.length));

function lambdaOf({ lambda }: Case): Packaged {
  const found = lambdas.find(({ name }) => name === lambda);
  if (!found) throw new Error(`expected the function ${lambda} in the package`);
  return found;
}

const handle = (one: Case, times = 1) =>
  measure(
    'subject.cjs',
    { ...environmentOf(one, lambdaOf(one), standIn.url, workspace.folder), BENCH_TIMES: `${times}` },
    standIn,
  );

describe('the package', () => {
  it('leaves nothing in the temporary folder', () => {
    expect(readdirSync(temporaryOf(workspace.folder))).toEqual([]);
  });

  it.each(CASES.map((one) => [one.name, one] as const))(
    '%s loads the clients that it calls',
    async (_, one) => {
      const { contents } = lambdaOf(one);
      const { files, undici } = await handle(one);
      const loaded = clientsAmong(files.flatMap((file) => contents.get(basename(file)) ?? []));
      expect(loaded.sort()).toEqual([...standIn.clients].sort());
      expect(undici).toBe(false); // Node's own `fetch` costs 45 ms and 20 MB.
    },
  );

  it('holds nothing of the SDK for the notifier, and no client of what everybody publishes by', () => {
    const namesIn = ({ packages }: Packaged): string[] => Object.keys(packages);
    const notifier = lambdas.filter(({ name }) => name === 'slackNotifier').flatMap(namesIn);
    expect(notifier).toContain('aws4');
    expect(notifier.filter((name) => /^@(?:aws-sdk|smithy)\//.test(name))).toEqual([]);
    const clients = clientsAmong(lambdas.flatMap(namesIn));
    expect(lambdas.flatMap(namesIn)).not.toContain('@aws-sdk/nested-clients'); // STS and SSO, for other places
    expect(clients.sort()).toEqual(['cloudtrail', 'cloudwatch', 'cloudwatch-logs', 'ec2', 'iam', 'ssm']);
  });

  it('holds no client in what is loaded before an event', () => {
    expect(lambdas.map(({ name, atStart }) => [name, clientsAmong(atStart)])).toEqual(
      lambdas.map(({ name }) => [name, []]),
    );
  });
});

const encrypted = CASES.find(({ name }) => name === 'slackNotifier');
if (!encrypted) throw new Error('expected the notifier among the cases');

describe('an alarm', () => {
  it('takes three calls before Slack has it, Decrypt among them, and three after', async () => {
    await handle(encrypted);
    // Claim and slot before the post; mark, Publish and close after it.
    expect(Object.fromEntries(standIn.counts)).toEqual({ Decrypt: 1, UpdateItem: 4, post: 1, Publish: 1 });
  });
});

describe('the secret', () => {
  it('is decrypted once per container, however many events there are', async () => {
    await handle(encrypted, 5);
    expect(standIn.counts.get('Decrypt')).toBe(1);
    expect(standIn.counts.get('post')).toBe(5);
  });

  it('takes two calls when it was encrypted without a context', async () => {
    await handle(withoutContext(WITHOUT_CONTEXT), 5);
    expect(standIn.counts.get('Decrypt')).toBe(2);
    expect(standIn.counts.get('post')).toBe(5);
  });
});
