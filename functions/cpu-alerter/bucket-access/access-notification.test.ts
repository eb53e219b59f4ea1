import { log } from '../../../shared/log';
import { accessRecord } from '../../../test/access-record';
import { fixture } from '../../../test/fixture';
import type { Deps } from '../deps';
import { dryRun } from '../dry-run';
import { createHandler } from '../handler';

const now = new Date('2026-03-03T17:43:40Z');
const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 15_000 };
const nobody = async (): Promise<never> => Promise.reject(new Error('expected no such call'));

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
});
afterEach(() => {
  jest.useRealTimers();
});

/** The notification when the log holds these records. */
async function notificationFor(records: string[], change: Partial<Deps> = {}, isDry = false) {
  const deps: Deps = {
    now: () => now,
    logs: () => ({ minutes: 5, cpu: [] }),
    filterLogEvents: async () => ({
      events: records.map((message) => ({ at: now, stream: '123456789012_CloudTrail', message })),
      next: undefined,
    }),
    metricValues: nobody,
    alarmChanges: async () => [],
    alarmsForMetric: nobody,
    describeInstance: nobody,
    accessLog: () => 'alarm-responder-dev-data',
    ...change,
  };
  const event = fixture('s3-access');
  const [publication] = await createHandler(isDry ? dryRun(deps, event) : deps)(event, context);
  return publication?.notification;
}

describe('an alarm over watched buckets', () => {
  it('is one notification that says who did what, and from where', async () => {
    const notification = await notificationFor([accessRecord(), accessRecord({ eventName: 'PutObject' })]);
    expect(notification).toMatchObject({
      severity: 'critical',
      title: 'Bucket shop-exports: 1 object touched by alice',
      text: 'By IAM user alice, without MFA.',
      account: '123456789012',
      region: 'ap-northeast-2',
      links: ['Alarm', 'Metric', 'Logs', 'Mute'].map((text) => ({ text, url: expect.any(String) })),
      details: [
        {
          title: 'Who touched what (UTC)',
          lines: [
            expect.stringMatching(/^1× GetObject by IAM user alice, .*203\.0\.113\.7.*customers\.csv$/),
            expect.stringMatching(/^1× PutObject/),
          ],
        },
      ],
    });
  });

  it('reads the log from 15 minutes before the minute of the alarm to now, and leaves out older calls', async () => {
    const filterLogEvents = jest.fn(async () => ({
      events: ['17:27:31', '17:27:32'].map((time) => ({
        at: now,
        stream: '',
        message: accessRecord({ eventTime: `2026-03-03T${time}Z` }),
      })),
      next: undefined,
    }));
    const notification = await notificationFor([], { filterLogEvents });
    expect(filterLogEvents).toHaveBeenCalledWith(
      {
        group: 'alarm-responder-dev-data',
        streamPrefix: undefined,
        from: new Date('2026-03-03T17:27:31.964Z'),
        to: now,
      },
      undefined,
      expect.any(AbortSignal),
    );
    expect(notification?.details[0]?.lines).toEqual([expect.stringContaining('17:27:32')]);
  });

  it('says that CloudTrail is late when nothing is in the log yet, and links to where it will be', async () => {
    const notification = await notificationFor([]);
    expect(notification?.text).toContain('not in the log yet: CloudTrail writes minutes late');
    expect(notification?.details).toEqual([]);
    expect(notification?.links.find(({ text }) => text === 'Logs')?.url).toContain(
      "end~'2026-03-03T17*3a58*3a40.000Z",
    );
  });

  it('counts records that are none, and says what is wrong with the first', async () => {
    const notification = await notificationFor(['{"a":1}', accessRecord(), 'x']);
    expect(notification?.details[0]?.lines).toEqual([
      expect.stringMatching(/^1× GetObject/),
      expect.stringMatching(
        /^2 records could not be read\. Not a CloudTrail record: expected .* at eventTime/,
      ),
    ]);
  });

  it.each([
    ['AccessDeniedException', /access denied: the role may not read it/],
    ['ResourceNotFoundException', /no such log group/],
  ])('notifies when the log answers %s', async (name, expected) => {
    const filterLogEvents = async () => Promise.reject(Object.assign(new Error('no'), { name }));
    const notification = await notificationFor([], { filterLogEvents });
    expect(notification?.text).toContain('Who it was could not be looked up.');
    expect(notification?.details[0]?.lines).toEqual([expect.stringMatching(expected)]);
  });

  it('notifies within 10 seconds when nobody answers', async () => {
    jest.useFakeTimers();
    const never = (): Promise<never> => new Promise(() => undefined);
    const notification = notificationFor([], { filterLogEvents: never, alarmChanges: never });
    await jest.advanceTimersByTimeAsync(8_000);
    expect((await notification)?.text).toContain('could not be looked up');
  });

  it('says that there is more when not all of the log was read in time', async () => {
    jest.useFakeTimers({ now });
    const page = { events: [{ at: now, stream: '', message: accessRecord() }], next: 'more' };
    const never = new Promise<never>(() => undefined);
    const filterLogEvents: Deps['filterLogEvents'] = (_, token) => (token ? never : Promise.resolve(page));
    const notification = notificationFor([], { filterLogEvents });
    await jest.advanceTimersByTimeAsync(8_000);
    expect((await notification)?.details[0]?.lines).toEqual([
      expect.stringMatching(/^1× GetObject/),
      'There is more in the log (no answer within 8 s).',
    ]);
  });

  it('needs no AWS in a dry run', async () => {
    const notification = await notificationFor([], { filterLogEvents: nobody, alarmChanges: nobody }, true);
    expect(notification?.details[0]?.lines).toEqual([
      'The log could not be read: no AWS here; npm run preview draws it with sample lines',
    ]);
  });
});
