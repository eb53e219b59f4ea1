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

describe.each(FUNCTIONS)('%s', (key) => {
  const name = `${stackOf(STAGE)}-${key}`;
  const events = badInput.filter((bad, index) => index % shareOf(key) === 0 && !isTooDeep(bad));

  it('notifies of or refuses bad input, in words and without secrets', async () => {
    const since = new Date();
    const before = (await readMessages(slackUrl)).length;
    const complaints: string[] = [];
    for (const bad of events) {
      const found = await complaint(name, bad);
      if (found) complaints.push(`${bad.name}: ${found}`);
    }
    expect(complaints).toEqual([]);
    const lines = await logOf(name, since);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(PLANTED))).toEqual([]);
    expect(lines.filter((line) => line.trim().startsWith(FORGED))).toEqual([]);
    const messages = (await readMessages(slackUrl)).slice(before).map((message) => JSON.stringify(message));
    expect(messages.filter((message) => message.includes(PLANTED))).toEqual([]);
    expect(messages.filter((message) => CALLS.some((call) => message.includes(call)))).toEqual([]);
  }, 240_000);
});
