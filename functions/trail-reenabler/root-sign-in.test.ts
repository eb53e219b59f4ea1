import { log } from '../../shared/log';
import { fixture } from '../../test/fixture';
import { brokenStore, context, world } from '../../test/trail-reenabler';
import { createHandler } from './handler';

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
});

const signIn = (change: object = {}) => {
  const event = Object(fixture('root-sign-in'));
  return { ...event, detail: { ...event.detail, ...change } };
};
const failed = {
  errorMessage: 'Failed authentication',
  responseElements: { ConsoleLogin: 'Failure' },
  additionalEventData: { MFAUsed: 'Yes' },
};

async function notificationsOf(event: unknown, { deps } = world()) {
  return (await createHandler(deps)(event, context)).map(({ notification }) => notification);
}

describe('a sign-in of the root user', () => {
  it('notifies as critical, with when, from where and whether MFA was used', async () => {
    expect(await notificationsOf(signIn())).toMatchObject([
      {
        severity: 'critical',
        title: 'Sign-in as the root user succeeded',
        text: 'From 203.0.113.7, MFA not used. The root user may do everything. If it was none of you: change its password and its MFA device now, and look at what it did since.',
        at: new Date('2026-03-04T18:22:09Z'),
        account: '123456789012',
        region: 'us-east-1',
        facts: { with: 'a browser' },
        links: [{ text: 'Event', url: expect.stringContaining('us-east-1') }],
      },
    ]);
  });

  it.each<[string, object, string, string]>([
    [
      'that failed',
      failed,
      'Sign-in as the root user failed',
      'From 203.0.113.7, MFA used. AWS says: Failed authentication. Somebody knows the address of the root user and tries passwords or codes.',
    ],
    [
      'of which little is known',
      { sourceIPAddress: null, additionalEventData: null, responseElements: null },
      'Sign-in as the root user succeeded',
      'From an unknown address, MFA not known.',
    ],
    [
      'that is something else',
      { eventName: 'PasswordRecoveryRequested', responseElements: { PasswordRecoveryRequested: 'Success' } },
      'PasswordRecoveryRequested as the root user succeeded',
      'From 203.0.113.7, MFA not used.',
    ],
  ])('%s notifies', async (_, change, title, text) => {
    expect(await notificationsOf(signIn(change))).toMatchObject([
      { title, text: expect.stringContaining(text) },
    ]);
  });

  it('says nothing of a reason where AWS gives none', async () => {
    const [silent] = await notificationsOf(signIn({ ...failed, errorMessage: null }));
    expect(silent?.text).toBe(
      'From 203.0.113.7, MFA used. Somebody knows the address of the root user and tries passwords or codes.',
    );
  });

  it('that comes twice notifies once', async () => {
    const here = world();
    const [first] = await createHandler(here.deps)(signIn(), context);
    await first?.onPublished?.();
    expect(await notificationsOf(signIn(), here)).toEqual([]);
  });

  it('notifies though the table cannot be reached', async () => {
    expect(await notificationsOf(signIn(), world({ store: () => brokenStore }))).toHaveLength(1);
  });

  it('of somebody else is none', async () => {
    await expect(
      notificationsOf(signIn({ userIdentity: { type: 'IAMUser', accountId: '1' } })),
    ).rejects.toThrow(
      'Not a sign-in of the root user: expected "Root" at detail.userIdentity.type, got "IAMUser"',
    );
  });
});
