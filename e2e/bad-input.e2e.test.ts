/**
 * The deployed functions on bad input: each notifies of it or refuses it in words, and no secret is in an answer, a
 * log or Slack.
 */
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { type Bad, badInput, CALLS, complaintAbout, FORGED, PLANTED } from '../test/bad-input';
import { STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { sharedWorld } from './world';

const { slackUrl } = sharedWorld();
const lambda = new LambdaClient();
const FUNCTIONS = ['cpuAlerter', 'processRestarter', 'trailReenabler', 'instanceAlarms', 'slackNotifier'];

/**
 * Each function gets some of them; the handlers get all, in bad-input.test.ts. The notifier keeps Slack's pace: a
 * second for each.
 */
const shareOf = (key: string): number => (key === 'slackNotifier' ? 13 : 4);

/** The emulator itself cannot read such an event: it is given to the handlers in bad-input.test.ts. */
const isTooDeep = ({ payload }: Bad): boolean => /(?:\{"a":\[){500}/.test(payload);

const failure = v.object({ errorType: v.string(), errorMessage: v.string() });

/** AWS's errors end in words of their own. */
const isFromAws = (name: string): boolean =>
  /Exception$|Error$|^InvalidInstanceID|^ValidationError/.test(name) &&
  !/^(Type|Range|Syntax|Reference|URI|Eval)Error$/.test(name);

/** What is wrong with the answer to an event, or `undefined`. */
async function complaint(FunctionName: string, { payload }: Bad): Promise<string | undefined> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: payload }));
  const answer = new TextDecoder().decode(Payload);
  if (answer.includes(PLANTED)) return `it answers with a secret: ${answer.slice(0, 300)}`;
  const failed = v.safeParse(failure, JSON.parse(answer || 'null'));
  if (!failed.success) return undefined;
  const { errorType: name, errorMessage: message } = failed.output;
  const why = complaintAbout({ name, message, fromAws: isFromAws(name) });
  return why && `${why}: ${name}: ${message.slice(0, 200)}`;
}

async function logOf(functionName: string, since: Date): Promise<string[]> {
  const lines: string[] = [];
  const pages = paginateFilterLogEvents(
    { client: new CloudWatchLogsClient() },
    { logGroupName: `/aws/lambda/${functionName}`, startTime: since.getTime() },
  );
  for await (const { events = [] } of pages) lines.push(...events.map(({ message = '' }) => message));
  return lines;
}

const nameOf = (key: string): string => `${stackOf(STAGE)}-${key}`;

/** What is wrong with the answers of a function, to one event after the other. */
async function complaintsOf(key: string): Promise<string[]> {
  const events = badInput.filter((bad, index) => index % shareOf(key) === 0 && !isTooDeep(bad));
  const complaints: string[] = [];
  for (const bad of events) {
    const found = await complaint(nameOf(key), bad);
    if (found) complaints.push(`${bad.name}: ${found}`);
  }
  return complaints;
}

describe('bad input', () => {
  const since = new Date();
  let before = 0;
  let complaints = new Map<string, string[]>();
  // All functions at the same time: the notifier waits for its slots, most of the time.
  beforeAll(async () => {
    before = (await readMessages(slackUrl)).length;
    const all = FUNCTIONS.map(async (key) => [key, await complaintsOf(key)] as const);
    complaints = new Map(await Promise.all(all));
  }, 240_000);

  it.each(FUNCTIONS)('makes %s notify of it or refuse it, in words and without secrets', async (key) => {
    expect(complaints.get(key)).toEqual([]);
    const lines = await logOf(nameOf(key), since);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(PLANTED))).toEqual([]);
    expect(lines.filter((line) => line.trim().startsWith(FORGED))).toEqual([]);
  });

  it('brings no secret into Slack, and calls nobody there', async () => {
    const messages = (await readMessages(slackUrl)).slice(before).map((message) => JSON.stringify(message));
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter((message) => message.includes(PLANTED))).toEqual([]);
    expect(messages.filter((message) => CALLS.some((call) => message.includes(call)))).toEqual([]);
  });
});
