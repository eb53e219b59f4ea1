/**
 * What `sls invoke local` runs: the handlers as they are deployed, with their own deps, and nobody there but the
 * developer.
 */
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { loadConfig } from '../shared/config/load';
import { log } from '../shared/log';
import { fixture } from '../test/fixture';

const ENVIRONMENT = {
  IS_LOCAL: 'true',
  AWS_REGION: 'ap-northeast-2',
  AWS_EC2_METADATA_DISABLED: 'true',
  KMS_ENCRYPTED_HOOK_URL: Buffer.from('ciphertext').toString('base64'),
  ALARM_PREFIX: 'alarm-responder-dev',
  ALERTS_TOPIC: 'alarm-responder-dev-alerts',
  DATA_TRAIL: 'alarm-responder-dev-data',
  INSTANCE_PROFILE: 'alarm-responder-dev-ap-northeast-2-instance',
  RESTART_DOCUMENT: 'alarm-responder-dev-restart-unit',
  STAGE: 'dev',
};
const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 20_000 };

/** What the answer holds when it was a dry run, and nothing else would. */
const CASES: [name: string, event: string, says: string][] = [
  ['slack-notifier', 'alarm', '"outcome":"dry run"'],
  ['slack-notifier', 'cpu-high', 'cpuAlerter notifies instead'],
  ['process-restarter', 'process-down', '(dry run: alarm-responder-dev-restart-unit would be sent'],
  ['process-restarter', 'restart-check', '[]'],
  ['trail-reenabler', 'trail-stopped', 'Dry run: on AWS it would be switched on again'],
  ['trail-reenabler', 'trail-poll', 'Dry run: on AWS every trail of this region would be looked at'],
  ['instance-alarms', 'instance-running', 'Dry run without AWS: what would be done'],
  ['instance-alarms', 'instances-look', '[]'],
  ['cpu-alerter', 'cpu-high', 'logs: no AWS here'],
  ['cpu-alerter', 'alarm-eventbridge', 'logs: no AWS here'],
];

const environment = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, ENVIRONMENT);
  // As esbuild puts it into the bundle.
  Object.assign(globalThis, { STAGE_CONFIG: loadConfig(join(__dirname, '../config'), 'default') });
  for (const level of ['info', 'warn', 'error'] as const) jest.spyOn(log(), level).mockImplementation();
});
afterAll(() => {
  process.env = environment;
  Reflect.deleteProperty(globalThis, 'STAGE_CONFIG');
});

describe.each(CASES)('functions/%s in a dry run of events/%s.json', (name, event, says) => {
  it('says what would be done, and speaks to nobody', async () => {
    const requests = [jest.spyOn(http, 'request'), jest.spyOn(https, 'request')];
    const { handler } = await import(`./${name}/handler`);
    expect(JSON.stringify(await handler(fixture(event), context))).toContain(says);
    for (const request of requests) expect(request).not.toHaveBeenCalled();
  });
});

it('takes no event of events/ for late, however old', async () => {
  const { handler } = await import('./slack-notifier/handler');
  const said = JSON.stringify(await handler(fixture('process-down'), context));
  expect(said).toContain('🔴 *i-03e6aec1a93443558*: httpd is not running');
  expect(said).not.toMatch(/\(late/);
});
