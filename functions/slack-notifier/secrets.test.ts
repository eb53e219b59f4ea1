/** Every secret of the corpus goes the whole way, wherever an alarm or a message may hold it. */
import { readDeadLetter } from '../../cli/dead-letter';
import { notification } from '../../shared/notification';
import { alarmMessage, snsEvent } from '../../test/alarm-events';
import { filled } from '../../test/redaction/random';
import { SECRETS } from '../../test/redaction/secrets';
import { batchOf, context, down, gone, SMS, setUp } from '../../test/slack-notifier';
import { createHandler } from './handler';

const SECRET = /«([\s\S]*?)»/g;
const TEXTS = SECRETS.map(([kind, template], index) => {
  const text = filled(template, 7_000 + index);
  const secrets = [...text.matchAll(SECRET)].flatMap(([, secret = '']) => secret.split('\n'));
  // Shorter ones may stand in other words by chance.
  return { kind, text: text.replace(/[«»]/g, ''), secrets: secrets.filter(({ length }) => length >= 6) };
});

/** Each as it stands, and as JSON writes it once and twice. */
const leaks = (seen: string, secrets: string[]): string[] =>
  secrets.filter((secret) => {
    const once = JSON.stringify(secret).slice(1, -1);
    return [secret, once, JSON.stringify(once).slice(1, -1)].some((form) => seen.includes(form));
  });

let written: string[] = [];
beforeEach(() => {
  written = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => written.push(String(line)) > 0);
});
afterEach(() => jest.restoreAllMocks());

const alarmWith = (change: object) => snsEvent({ ...alarmMessage(), ...change });
const told = (text: string) => notification({ severity: 'critical', title: 'Said', text, at: new Date(0) });
/** Where foreign text stands in what comes. */
const PLACES: [place: string, event: (text: string) => unknown][] = [
  ['an alarm’s name', (AlarmName) => alarmWith({ AlarmName })],
  ['an alarm’s description', (AlarmDescription) => alarmWith({ AlarmDescription })],
  ['CloudWatch’s reason', (NewStateReason) => alarmWith({ NewStateReason })],
  ['a text', (text) => snsEvent(text)],
  ['JSON that nobody knows', (text) => snsEvent({ a: { b: [text] } })],
  ['a notification’s text', (text) => snsEvent(told(text))],
  [
    'a notification’s journal',
    (text) => snsEvent({ ...told(''), details: [{ title: 'journal', lines: text.split('\n') }] }),
  ],
  ['a notification’s fact', (text) => snsEvent({ ...told(''), facts: { Error: text } })],
];

const DELIVERIES = {
  'Slack, mail and SMS': {},
  'the queue': { postMessage: down },
  'the dead letters': { postMessage: gone },
} as const;

describe.each(PLACES)('a secret in %s', (_, eventOf) => {
  it.each(Object.entries(DELIVERIES))(
    'is in nothing that goes to %s, nor in log and answer',
    async (__, deps) => {
      for (const { kind, text, secrets } of TEXTS) {
        written = [];
        const { deps: all, did, table } = setUp({ ...deps, sms: () => SMS });
        const answer = await createHandler(all)(eventOf(text), context);
        const seen = JSON.stringify({ did, answer, table: [...table.items] }) + written.join('');
        expect({ kind, text, leaked: leaks(seen, secrets) }).toEqual({ kind, text, leaked: [] });
        expect(did.posted.length + did.queued.length + did.deadLettered.length).toBeGreaterThan(0);
      }
    },
  );
});

describe('a secret in what the notifier cannot read', () => {
  it('is not among its dead letters', async () => {
    for (const { text, secrets } of TEXTS) {
      const { deps, did } = setUp();
      await createHandler(deps)(batchOf([text]), context);
      expect(did.deadLetteredUnread).toHaveLength(1);
      expect(leaks(did.deadLetteredUnread.join(''), secrets)).toEqual([]);
    }
  });
});

describe('a secret in what AWS has put among the dead letters', () => {
  it.each(PLACES)('is not shown, in %s', (_, eventOf) => {
    for (const { text, secrets } of TEXTS) {
      const body = JSON.stringify({
        requestContext: { functionArn: 'f', requestId: 'r', condition: 'RetriesExhausted' },
        requestPayload: eventOf(text),
        responsePayload: { errorMessage: text },
      });
      const message = { id: 'm-1', body, receipt: 'r', sentAt: new Date(0), attributes: {} };
      const { what, error, way } = readDeadLetter(Object(message), 'slackNotifier');
      expect(leaks([what, error, way.to === 'nobody' ? way.why : ''].join(), secrets)).toEqual([]);
    }
  });
});
