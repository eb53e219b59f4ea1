import { log } from './log';
import { notification } from './notification';
import { type LambdaContext, publishing, redactNotification, topicArn } from './publishing';

const functionArn = 'arn:aws-cn:lambda:cn-north-1:123456789012:function:alarm-responder-dev-processRestarter';
const context: LambdaContext = {
  awsRequestId: 'request-1',
  invokedFunctionArn: functionArn,
  getRemainingTimeInMillis: () => 15_000,
};
const restarted = notification({ severity: 'good', title: 'httpd restarted', text: 'It is active.' });

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'error').mockImplementation();
});
afterEach(() => {
  delete process.env.IS_LOCAL;
});

describe('publishing', () => {
  it('publishes the notifications with their place, and then does what is to be done', async () => {
    const order: string[] = [];
    const publish = jest.fn(async () => void order.push('published'));
    const onPublished = jest.fn(async () => void order.push('marked'));
    const handle = publishing(async () => [{ notification: restarted, onPublished }], publish);
    const [published] = await handle({}, context);
    expect(order).toEqual(['published', 'marked']);
    expect(published).toEqual({ ...restarted, account: '123456789012', region: 'cn-north-1' });
    expect(publish.mock.calls).toEqual([[published, context]]);
  });

  it('tries every notification, marks none that was not published, and fails at the end', async () => {
    const publish = jest.fn().mockRejectedValueOnce(new Error('throttled')).mockResolvedValue(undefined);
    const [first, second] = [jest.fn(), jest.fn()];
    const handle = publishing(
      async () => [
        { notification: restarted, onPublished: first },
        { notification: restarted, onPublished: second },
      ],
      publish,
    );
    await expect(handle({}, context)).rejects.toThrow('1 notification not published: throttled');
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalled();
  });

  it('publishes nothing in a dry run', async () => {
    process.env.IS_LOCAL = 'true';
    const publish = jest.fn();
    const { invokedFunctionArn, ...local } = context;
    expect(await publishing(async () => [{ notification: restarted }], publish)({}, local)).toMatchObject([
      { title: 'httpd restarted' },
    ]);
    expect(publish).not.toHaveBeenCalled();
  });
});

describe('redactNotification', () => {
  it('leaves no secret in names, also where they make the id and the incident', () => {
    const name = 'web password=hunter2';
    const { id, incident, alarm } = redactNotification(
      {
        ...restarted,
        id: `not restarted ${name}`,
        incident: `alarm ${name}`,
        alarm: { name, state: 'ALARM', suppressed: `inhibited by ${name}` },
      },
      undefined,
    );
    expect({ id, incident, alarm }).toEqual({
      id: 'not restarted web #ffa77bf541daf1b2',
      incident: 'alarm web #64df2f31019adb81',
      alarm: {
        name: 'web password=‹password›',
        state: 'ALARM',
        suppressed: 'inhibited by web password=‹password›',
      },
    });
  });

  it('keeps the newest lines, cut and without secrets', () => {
    const lines = [
      ...Array.from({ length: 200 }, (_, i) => `line ${i}`),
      `password=hunter2 ${'x'.repeat(5_000)}`,
    ];
    const [details] = redactNotification(
      { ...restarted, details: [{ title: 'journal', lines }] },
      undefined,
    ).details;
    expect(details?.lines).toHaveLength(60);
    expect(details?.lines[0]).toBe('line 141');
    expect(details?.lines.at(-1)).toMatch(/^password=‹password› x{279}…$/);
  });

  it('keeps no secret in what an alarm is known by', () => {
    const secret = 'web password=hunter2';
    const alarm = { name: secret, state: 'ALARM', previousState: 'OK', suppressed: `by ${secret}` } as const;
    expect(redactNotification({ ...restarted, incident: `alarm ${secret}`, alarm }, undefined)).toMatchObject(
      {
        incident: 'alarm web #64df2f31019adb81',
        alarm: {
          name: 'web password=‹password›',
          state: 'ALARM',
          previousState: 'OK',
          suppressed: 'by web password=‹password›',
        },
      },
    );
  });
});

describe('topicArn', () => {
  it('lies in the function’s partition, region and account', () => {
    expect(topicArn(functionArn, 'alerts')).toBe('arn:aws-cn:sns:cn-north-1:123456789012:alerts');
    expect(() => topicArn(undefined, 'alerts')).toThrow('expected the ARN of the invoked function');
  });
});
