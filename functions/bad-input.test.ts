/**
 * Bad input on the handlers themselves, with stand-ins for AWS. On the deployed functions it is tried in
 * bad-input.e2e.test.ts.
 */
import fc from 'fast-check';
import { publishing } from '../shared/publishing';
import { memoryStore } from '../shared/state/store';
import { badInput, CALLS, complaintAbout, PLANTED } from '../test/bad-input';
import { alerterDeps } from '../test/cpu-alerter';
import { fakeAws } from '../test/fake-aws';
import { eventNames, fixture } from '../test/fixture';
import { rules } from '../test/instances';
import { setUp } from '../test/slack-notifier';
import { world } from '../test/trail-reenabler';
import { dryRun } from './cpu-alerter/dry-run';
import { createHandler as createAlerter } from './cpu-alerter/handler';
import { live as instanceAlarmsLive } from './instance-alarms/deps';
import { createHandler as createInstanceAlarms } from './instance-alarms/handler';
import { createHandler as createRestarter } from './process-restarter/handler';
import { createHandler as createNotifier } from './slack-notifier/handler';
import { createHandler as createReenabler } from './trail-reenabler/handler';

/** What is written to the log, a line each; the logger writes around the console. */
const lines: string[] = [];
for (const stream of [process.stdout, process.stderr]) {
  jest.spyOn(stream, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
}
afterAll(() => jest.restoreAllMocks());
const now = () => new Date('2026-03-02T03:12:00Z');
const context = {
  awsRequestId: 'bad-input',
  invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-any',
  getRemainingTimeInMillis: () => 15_000,
};

/** What a function has sent: to Slack, and to everybody else. */
type Sent = { posted: unknown[]; others: unknown[] };
type Run = (event: unknown) => Promise<Sent>;

/** What the notification would look like in Slack: it is the notifier that makes it harmless. */
async function sentByNotifier(event: unknown): Promise<Sent> {
  const { deps, did } = setUp();
  const outcomes = await createNotifier(deps)(event, context);
  return { posted: did.posted, others: [outcomes, did.published, did.texted] };
}

const sentBy = (handle: Parameters<typeof publishing>[0]): Run => {
  const run = publishing(handle, async () => {});
  return async (event) => {
    const notifications = await run(event, context);
    const all = await Promise.all(
      notifications.map((notification) => sentByNotifier(JSON.parse(JSON.stringify(notification)))),
    );
    return {
      posted: all.flatMap(({ posted }) => posted),
      others: [notifications, ...all.flatMap(({ others }) => others)],
    };
  };
};

const cpuAlerter: ReturnType<typeof createAlerter> = async (event, context) =>
  createAlerter(dryRun(alerterDeps({ now }), event))(event, context);
const processRestarter = createRestarter({
  store: memoryStore,
  now,
  document: () => 'alarm-responder-dev-restart-unit',
  processes: () => ({ httpd: 'httpd' }),
  restart: () => ({ most: 3, windowMinutes: 30, graceMinutes: 5 }),
  longestPauseHours: () => 24,
  alertsTopic: () => 'alarm-responder-dev-alerts',
  wait: async () => undefined,
  describeAlarm: async () => undefined,
  describeInstance: async () => undefined,
  sendCommand: async () => 'command-1',
  getInvocation: async () => undefined,
  findAgent: async () => undefined,
});
const instanceAlarms = createInstanceAlarms({
  verbs: fakeAws().verbs,
  store: memoryStore,
  firstDeployedAt: async () => now(),
  config: () => rules.config,
  processes: () => [...rules.processes],
  longestPauseHours: () => rules.longestPauseHours,
  now,
  planDetails: instanceAlarmsLive.planDetails,
  logReport: instanceAlarmsLive.logReport,
});
const FUNCTIONS: [name: string, run: Run][] = [
  ['slackNotifier', sentByNotifier],
  ['cpuAlerter', sentBy(cpuAlerter)],
  ['processRestarter', sentBy(processRestarter)],
  ['trailReenabler', sentBy(createReenabler(world().deps))],
  ['instanceAlarms', sentBy(instanceAlarms)],
];

beforeAll(() =>
  Object.assign(process.env, {
    ALARM_PREFIX: rules.prefix,
    STAGE: 'dev',
    ALERTS_TOPIC: 'alarm-responder-dev-alerts',
    INSTANCE_PROFILE: rules.profile,
    STATE_TABLE: 'alarm-responder-dev-state',
  }),
);

/** The words around a planted secret. */
const around = (text: string): string => {
  const at = text.indexOf(PLANTED);
  return text.slice(Math.max(0, at - 90), at + PLANTED.length);
};

/** What is wrong with what a function does about an event, or `undefined`. */
async function complaint(run: Run, event: unknown): Promise<string | undefined> {
  lines.length = 0;
  const answer = await run(event).catch((error: Error) => error);
  const said = answer instanceof Error ? `${answer.name}: ${answer.message}` : JSON.stringify(answer);
  if (said.includes(PLANTED)) return `it reveals a secret: ${around(said)}`;
  const logged = lines.join('\n');
  if (logged.includes(PLANTED)) return `it logs a secret: ${around(logged)}`;
  if (lines.some((line) => /[\n\r]./.test(line))) return 'it lets a line of the log be forged';
  if (answer instanceof Error) {
    const failed = complaintAbout(answer);
    return failed && `${failed}: ${said.slice(0, 200)}`;
  }
  const posted = JSON.stringify(answer.posted);
  return CALLS.some((call) => posted.includes(call)) ? 'it calls people' : undefined;
}

describe.each(FUNCTIONS)('%s', (_, run) => {
  it('notifies of or refuses bad input, in words and without secrets', async () => {
    const complaints: string[] = [];
    let written = 0;
    for (const { name, payload } of badInput) {
      const found = await complaint(run, JSON.parse(payload));
      if (found) complaints.push(`${name}: ${found}`);
      written += lines.length;
    }
    expect(written).toBeGreaterThan(0); // Else nothing would be known of the log.
    expect(complaints).toEqual([]);
    expect(Object('x').polluted).toBeUndefined();
  }, 60_000);

  it('does so whatever stands in an event', async () => {
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(null, '__proto__', 'constructor', `password=${PLANTED}`),
    );
    const names = eventNames();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), odd, async (name, seed, by) => {
        const event = mutated(fixture(name), seed, by);
        expect(await complaint(run, event)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

/** The event with one of its values replaced; of SNS messages one inside. */
function mutated(event: unknown, seed: number, by: unknown): unknown {
  let left = seed % countOf(event);
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]));
    }
    return isMessage(value) ? JSON.stringify(walk(JSON.parse(value))) : value;
  };
  return walk(event);
}

const isMessage = (value: unknown): value is string => typeof value === 'string' && value.startsWith('{');

function countOf(value: unknown): number {
  if (isMessage(value)) return 1 + countOf(JSON.parse(value));
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + countOf(one), 1);
}
