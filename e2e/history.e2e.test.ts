/** `npm run history` on an account of 40 alarms and 1,000 changes, by a user who may do what docs/history-policy.json says. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { loadReading } from '../cli/history/saved';
import { npmRun } from './commands';
import { root } from './emulators/paths';
import { ALARMS, CHANGES, CONTRIBUTOR_CHANGES, createAccount, REGION } from './history/account';
import { RINGS_FOR, startAccount } from './history/in-front';
import { temporaryOf } from './workspace';
import { sharedWorld } from './world';

const world = sharedWorld();
const POLICY = readFileSync(join(root, 'docs/history-policy.json'), 'utf8');
const file = join(temporaryOf(world.folder), 'reading.json');

/** @returns the environment with which a command runs as a new user who has this policy alone */
async function createReader(UserName: string, PolicyDocument: string): Promise<Record<string, string>> {
  const iam = new IAMClient();
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'history', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
  };
}

let account: Awaited<ReturnType<typeof startAccount>>;
let reader: Record<string, string>;
beforeAll(async () => {
  await createAccount();
  reader = await createReader('historian', POLICY);
  account = await startAccount(world.env.AWS_ENDPOINT_URL ?? '');
});
afterAll(() => account.stop());
beforeEach(() => {
  account.calls.length = 0;
});

const history = (env: Record<string, string>, ...options: string[]) =>
  npmRun({ folder: world.folder, env: { ...world.env, AWS_ENDPOINT_URL: account.url, ...env } }, 'history', [
    ...['--region', REGION, '--json'],
    ...options,
  ]);

const countedBy = (names: string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, { length }]) => [name, length]));

describe('npm run history', () => {
  it('prints JSON alone, in which every count is that of a list made by hand', async () => {
    const { code, output } = await history(reader, '--against', 'config/default.yml');
    expect([code, output]).toEqual([0, expect.stringMatching(/^\{/)]);
    const named = (alarm: string, notified: number) => expect.objectContaining({ alarm, notified });
    const figures = JSON.parse(output);
    expect(figures).toMatchObject({
      // What was OK from the beginning notifies nobody: six composite alarms, and the one that is gone.
      ...{ alarms: 40, changes: 1_000, notified: 993, suppressed: 7, unread: 0 },
      reasons: [{ why: 'INSUFFICIENT_DATA → OK: the alarm was not in ALARM before', changes: 7 }],
      // Each change by itself; in 23 minutes log-0, its contributor, and log-1 to 3 at once, of which Slack takes four.
      messages: { count: 29 * 30 + 25 * 4, digests: CONTRIBUTOR_CHANGES },
      noisiest: [
        named('log-0', 25 + CONTRIBUTOR_CHANGES),
        ...['anomaly-0', 'anomaly-1', 'composite-0', 'math-0'].map((name) => named(name, 30)),
      ],
      // Every other minute, log-0 by its contributor; all others ring once in forty minutes.
      flapping: [
        ...['log-1', 'log-2', 'log-3'].map((alarm) => ({ alarm, most: 13 })),
        { alarm: 'log-0', most: 12 },
      ],
      longest: Array(5).fill({ seconds: RINGS_FOR }),
      ...{ actionsDisabled: [], withoutData: [], restarts: [], ringing: 0 },
      // None of them has an action, and only the stage has `allAlarms: true`.
      against: { name: 'config/default.yml', notified: 0, suppressed: 1_000, differences: 993 },
    });
    expect(figures.withoutAction).toHaveLength(40);
  });

  it('reads every alarm and every change, as counted by hand', async () => {
    const { code, output } = await history(reader, '--save', file);
    expect([code, output]).toEqual([0, expect.stringContaining(`Saved in ${file}`)]);
    const { account: id, region, alarms, changes, unread } = loadReading(file);
    expect([id, region, unread]).toEqual(['000000000000', REGION, 0]);
    expect(alarms.map(({ name }) => name).sort()).toEqual([...ALARMS].sort());
    expect(countedBy(alarms.map(({ kind }) => kind))).toEqual({ metric: 30, composite: 6, log: 4 });
    expect(countedBy(changes.map(({ alarm }) => alarm))).toEqual(CHANGES);
    expect(countedBy(changes.map(({ kind }) => kind))).toEqual({ metric: 841, composite: 36, log: 123 });
    expect(changes.filter(({ contributor }) => contributor)).toHaveLength(CONTRIBUTOR_CHANGES);
    expect(countedBy(changes.map(({ to }) => to))).toEqual({ ALARM: 499, OK: 501 });
  });

  it('has each alarm as it is, and its changes in order', () => {
    const { alarms, changes } = loadReading(file);
    const named = (name: string) => alarms.find((alarm) => alarm.name === name);
    expect(named('math-0')?.metrics).toMatchObject([
      { expression: 'm1 / 2' },
      { stat: { name: 'CPUUtilization' } },
    ]);
    expect(named('anomaly-0')?.metrics[1]).toMatchObject({ expression: 'ANOMALY_DETECTION_BAND(m1, 2)' });
    expect(named('composite-0')).toMatchObject({ kind: 'composite', rule: 'ALARM("idle-0")' });
    expect(changes.find(({ alarm }) => alarm === 'composite-1')?.reasonData).toContain(':alarm:idle-0"');
    expect(named('log-3')).toMatchObject({ kind: 'log', evaluationPeriods: 3, datapointsToAlarm: 2 });
    expect(named('metric-21')).toMatchObject({ threshold: 90, period: 60, state: 'OK' });
    const reasons = changes.filter(({ alarm }) => alarm === 'metric-7').map(({ reason }) => reason);
    expect(reasons).toEqual(Array.from({ length: 30 }, (_, count) => `change ${count}`));
  });

  it('saves no secret, for its owner alone', () => {
    expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('asks for the two reads and nothing else', async () => {
    await history(reader);
    expect(countedBy(account.calls)).toEqual({ DescribeAlarms: 3, DescribeAlarmHistory: 15 });
  });

  it('shows a saved reading to somebody who may nothing, and asks nobody', async () => {
    const { code, output } = await history(
      { AWS_ACCESS_KEY_ID: 'nobody' },
      '--file',
      file,
      '--alarm',
      'metric-1*',
    );
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ alarms: 11, changes: 330 });
    expect(account.calls).toEqual([]);
  });

  it.each(['DescribeAlarms', 'DescribeAlarmHistory'])(
    'says what is missing without %s',
    async (operation) => {
      const policy = POLICY.replace(`"cloudwatch:${operation}"`, '"cloudwatch:ListMetrics"');
      const { code, output } = await history(await createReader(`without-${operation}`, policy));
      expect(code).toBe(1);
      expect(output).toMatch(
        new RegExp(`^AccessDenied.*cloudwatch:${operation}.*History asks for .* and nothing else\\..*--save`),
      );
      expect(output.trim().split('\n')).toHaveLength(1);
    },
  );
});
