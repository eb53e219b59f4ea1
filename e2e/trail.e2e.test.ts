/** The way of the audit log: switched off by somebody, on again by the deployed function, with a message in Slack. */
import { AddTagsCommand, CloudTrailClient, PutEventSelectorsCommand } from '@aws-sdk/client-cloudtrail';
import { fixture } from '../test/fixture';
import { sls } from './commands';
import { STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { deliver } from './event-bridge';
import { invoke, rolePolicy, without } from './lambda';
import { headlineOf, shownIn } from './shown';
import { expire, forget } from './state-table';
import { subscribe, textMessages } from './subscribers';
import { allowTags, isLogging, REENABLER, stopTrail, trailEvent } from './trail';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const stopped = (name: string) => trailEvent('trail-stopped', { requestParameters: { name } });

/** The messages since the act that hold the words; waits for the first. */
async function messagesAfter(act: () => Promise<unknown>, words: string | RegExp) {
  const before = (await readMessages(world.slackUrl)).length;
  await act();
  const since = async () => (await readMessages(world.slackUrl)).slice(before);
  return waitFor(
    `A message with "${words}"`,
    async () => {
      const found = (await since()).filter((message) =>
        typeof words === 'string' ? headlineOf(message).includes(words) : words.test(headlineOf(message)),
      );
      return found.length > 0 ? found : undefined;
    },
    async () => (await since()).map(({ text }) => text),
  );
}

beforeAll(allowTags);

// A trail for each test: the guard remembers how often each was switched on.
describe('the trailReenabler', () => {
  it('finds by itself a trail that is off, switches it on, and lists at its first poll what it watches', async () => {
    await stopTrail('found');
    await forget(`${stackOf(STAGE)}-state`, 'trails told'); // Other tests may have let it poll.
    await messagesAfter(() => invoke(REENABLER, fixture('trail-poll')), /Audit log: \d trails? watched/);
    const found = async () =>
      (await readMessages(world.slackUrl)).find((one) =>
        headlineOf(one).includes('Audit log found was switched off, and is on again'),
      );
    const message = await waitFor('The message about the trail', found);
    expect(await isLogging('found')).toBe(true);
    expect(shownIn(message)).toContain('No event has said who did it');
  });

  it('switches a trail on again that somebody switched off, and says who it was', async () => {
    await stopTrail('stopped');
    expect(await isLogging('stopped')).toBe(false);
    const [message] = await messagesAfter(
      async () => expect(await deliver(stopped('stopped'))).toEqual([expect.stringContaining(REENABLER)]),
      'Audit log stopped was switched off by Mary_Major, and is on again',
    );
    expect(await isLogging('stopped')).toBe(true);
    expect(JSON.stringify(message?.attachments)).toContain('By IAM user Mary_Major, with MFA.');
    expect(JSON.stringify(message?.attachments)).toContain('203.0.113.7');
  });

  it('acts and notifies once for the same event', async () => {
    const event = stopped('twice');
    await stopTrail('twice');
    await messagesAfter(
      () => invoke(REENABLER, event),
      'Audit log twice was switched off by Mary_Major, and is on again',
    );
    await stopTrail('twice');
    expect(await invoke(REENABLER, event)).toEqual([]);
    expect(await isLogging('twice')).toBe(false);
  });

  it('does nothing about a call that AWS refused, and notifies that somebody tried', async () => {
    await stopTrail('refused');
    const refused = trailEvent('trail-refused', { requestParameters: { name: 'refused' } });
    const [message] = await messagesAfter(
      () => deliver(refused),
      'tried to switch off the audit log refused',
    );
    expect(JSON.stringify(message)).toContain('Nothing has changed: AWS refused it');
    expect(await isLogging('refused')).toBe(false);
  });

  it('says in a critical notification that the log is still off when it may not switch it on', async () => {
    await stopTrail('denied');
    const [message] = await messagesAfter(
      () => without(REENABLER, 'cloudtrail:StartLogging', () => invoke(REENABLER, stopped('denied'))),
      'Audit log denied is still OFF',
    );
    expect(message?.text).toMatch(/^<!here> 🔴/);
    expect(JSON.stringify(message)).toContain('not authorized to perform: cloudtrail:StartLogging');
    expect(await isLogging('denied')).toBe(false);
  });

  it('switches it on though its table cannot be reached, and says so', async () => {
    await stopTrail('unguarded');
    const [message] = await messagesAfter(
      () => without(REENABLER, 'dynamodb:GetItem', () => invoke(REENABLER, stopped('unguarded'))),
      'Audit log unguarded was switched off by Mary_Major, and is on again',
    );
    expect(JSON.stringify(message)).toContain('This may be told twice, and is not counted');
    expect(await isLogging('unguarded')).toBe(true);
  });

  it('says what a change has weakened, with the setting as the poll before saw it', async () => {
    await stopTrail('weakened');
    await invoke(REENABLER, fixture('trail-poll'));
    const weakened = trailEvent('trail-weakened', {
      eventTime: new Date(Date.now() + 1_000).toISOString(),
      requestParameters: { name: 'weakened', s3BucketName: 'theirs', isMultiRegionTrail: false },
    });
    const [message] = await messagesAfter(() => deliver(weakened), 'Audit log weakened was weakened by');
    expect(JSON.stringify(message)).toContain(
      'All regions: off (before: on); Bucket: theirs (before: audit-log).',
    );
  });

  it('notifies once of repeated stops when somebody keeps switching it off, and goes on', async () => {
    const titles: unknown[] = [];
    for (const _ of Array.from({ length: 6 })) {
      await stopTrail('repeated');
      const [notification] = [await invoke(REENABLER, stopped('repeated'))].flat();
      titles.push(Object(notification).title);
      expect(await isLogging('repeated')).toBe(true);
    }
    const single = 'Audit log repeated was switched off by Mary_Major, and is on again';
    const repeated = 'Somebody keeps switching off the audit log repeated';
    expect(titles).toEqual([single, single, single, repeated, undefined, undefined]);
  });

  /** Gives the trail the tag that pauses it. @returns the event of that, as of now or of another time */
  async function pause(name: string, until: string, change: Record<string, unknown> = {}): Promise<unknown> {
    const resourceId = `arn:aws:cloudtrail:ap-northeast-2:000000000000:trail/${name}`;
    const key = 'alarm-responder:pause-until';
    const TagsList = [{ Key: key, Value: until }];
    await new CloudTrailClient().send(new AddTagsCommand({ ResourceId: resourceId, TagsList }));
    const requestParameters = { resourceId, tagsList: [{ key, value: until }] };
    return trailEvent('trail-paused', { requestParameters, ...change });
  }

  it('keeps its hands off while the trail’s tag pauses it, and says who set the tag', async () => {
    await stopTrail('paused');
    const paused = await pause('paused', new Date(Date.now() + 3_600_000).toISOString());
    const [told] = await messagesAfter(() => deliver(paused), 'Audit log paused is paused until');
    expect(told?.text).toMatch(/^<!here> 🔴/);
    expect(JSON.stringify(told)).toContain('By the root user of account 123456789012, without MFA.');
    const [message] = await messagesAfter(
      () => deliver(stopped('paused')),
      'Audit log paused was switched off by Mary_Major, and stays off',
    );
    expect(message?.text).toMatch(/^<!here> 🔴/);
    expect(JSON.stringify(message?.attachments)).toContain(
      'the root user of account 123456789012, without MFA',
    );
    expect(await isLogging('paused')).toBe(false);
  });

  it('has a pause, and a stop during it, sent by email and SMS as well', async () => {
    const { emails } = await subscribe(world.outputs.SubscribersTopicArn ?? '');
    await forget(`${stackOf(STAGE)}-state`, 'sms');
    const before = (await textMessages()).length;
    await stopTrail('loud');
    await deliver(await pause('loud', new Date(Date.now() + 3_600_000).toISOString()));
    await deliver(stopped('loud'));
    const texts = async () => {
      const arrived = (await textMessages()).slice(before).filter((text) => text.includes('Audit log loud'));
      return arrived.length === 2 ? arrived : undefined;
    };
    const sent = await waitFor('Two SMS', texts, textMessages);
    expect(sent.sort()).toEqual([
      expect.stringMatching(/ALARM Audit log loud is paused until /),
      expect.stringMatching(/ALARM Audit log loud was switched off by Mary_Major, and stays off, /),
    ]);
    const mails = (await emails())
      .map(({ subject }) => subject)
      .filter((subject) => subject.includes('loud'));
    expect(mails).toEqual(Array(2).fill(expect.stringMatching(/^🔴 Audit log loud /)));
    await forget(`${stackOf(STAGE)}-state`, 'sms');
  });

  it('says every day that a paused trail is off, by whom it was stopped and paused', async () => {
    await stopTrail('off-for-days');
    await deliver(await pause('off-for-days', new Date(Date.now() + 3_600_000).toISOString()));
    await messagesAfter(
      () => deliver(stopped('off-for-days')),
      'Audit log off-for-days was switched off by Mary_Major, and stays off',
    );
    const cooldown = 'trail pause told arn:aws:cloudtrail:ap-northeast-2:000000000000:trail/off-for-days';
    for (const _ of ['tomorrow', 'the day after']) {
      const again = JSON.stringify(await invoke(REENABLER, fixture('trail-poll')));
      expect(again).not.toContain('off-for-days is off');
      await expire(`${stackOf(STAGE)}-state`, cooldown);
      const act = () => invoke(REENABLER, fixture('trail-poll'));
      const [message] = await messagesAfter(act, 'Audit log off-for-days is off, and stays off');
      expect(message?.text).toMatch(/^<!here> 🔴/);
      expect(JSON.stringify(message)).toMatch(
        /Switched off by IAM user Mary_Major, with MFA\. .*set by the root user/,
      );
    }
  });

  it('does not call it no weaker when a trail loses its data events', async () => {
    await stopTrail('objects');
    await new CloudTrailClient().send(
      new PutEventSelectorsCommand({
        TrailName: 'objects',
        EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }],
      }),
    );
    await invoke(REENABLER, fixture('trail-poll'));
    const dropped = trailEvent('trail-selectors', {
      eventTime: new Date(Date.now() + 1_000).toISOString(),
      requestParameters: { trailName: 'objects', eventSelectors: [{ includeManagementEvents: true }] },
    });
    const [message] = await messagesAfter(() => deliver(dropped), 'Audit log objects was weakened by');
    expect(JSON.stringify(message)).toContain(
      'Data events: off (before: all, where resources.type is AWS::S3::Object).',
    );
  });

  it('ignores our tag on what is no trail', async () => {
    const resourceId = 'arn:aws:cloudtrail:ap-northeast-2:000000000000:eventdatastore/EXAMPLE';
    const tagsList = [{ key: 'alarm-responder:pause-until', value: '2030-01-01T00:00Z' }];
    expect(
      await invoke(REENABLER, trailEvent('trail-paused', { requestParameters: { resourceId, tagsList } })),
    ).toEqual([]);
  });

  it('does not let a tag keep a trail off for longer than a day', async () => {
    await stopTrail('for-ever');
    const eventTime = new Date(Date.now() - 24 * 3_600_000).toISOString();
    const paused = await pause('for-ever', '9999-12-31T00:00Z', { eventTime });
    const [notification] = await messagesAfter(() => deliver(paused), 'Audit log for-ever is not paused');
    expect(JSON.stringify(notification)).toContain('but a pause lasts 24 h at most');
    await messagesAfter(
      () => deliver(stopped('for-ever')),
      'Audit log for-ever was switched off by Mary_Major, and is on again',
    );
    expect(await isLogging('for-ever')).toBe(true);
  });

  it('may do to trails what it needs, and nothing more', async () => {
    const { policy } = await rolePolicy(REENABLER);
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    const onTrails = new Set(actions.filter((action) => action.startsWith('cloudtrail:')));
    expect([...onTrails].sort()).toEqual([
      'cloudtrail:DescribeTrails',
      'cloudtrail:GetEventSelectors',
      'cloudtrail:GetTrail',
      'cloudtrail:GetTrailStatus',
      'cloudtrail:ListTags',
      'cloudtrail:StartLogging',
    ]);
  });
});

describe('sls invoke local -f trailReenabler', () => {
  it('shows what would be done, without credentials and without an endpoint', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, ...env } = world.env;
    const args = ['invoke', 'local', '-f', 'trailReenabler', '-p', 'events/trail-stopped.json'];
    const { code, output } = await sls({ ...world, env }, ...args);
    expect(output).toContain('Dry run: on AWS it would be switched on again');
    expect(code).toBe(0);
  });
});
