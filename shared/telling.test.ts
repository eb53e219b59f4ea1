import { log } from './log';
import { notice } from './notice';
import { type LambdaContext, redactNotice, telling, topicArn } from './telling';

const functionArn = 'arn:aws-cn:lambda:cn-north-1:123456789012:function:alarm-responder-dev-processRestarter';
const context: LambdaContext = {
  awsRequestId: 'request-1',
  invokedFunctionArn: functionArn,
  getRemainingTimeInMillis: () => 15_000,
};
const restarted = notice({ severity: 'good', title: 'httpd restarted', text: 'It is active.' });

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'error').mockImplementation();
});
afterEach(() => {
  delete process.env.IS_LOCAL;
});

describe('telling', () => {
  it('publishes the notices with their place, then does what is to be done once people are notified', async () => {
    const order: string[] = [];
    const publish = jest.fn(async () => void order.push('published'));
    const told = jest.fn(async () => void order.push('told'));
    const notices = await telling(async () => [{ notice: restarted, told }], publish)({}, context);
    expect(order).toEqual(['published', 'told']);
    expect(notices).toMatchObject([
      { account: '123456789012', region: 'cn-north-1', title: 'httpd restarted' },
    ]);
    expect(publish).toHaveBeenCalledWith(notices[0], context);
  });

  it('tries every notice, marks none as notified that was not, and fails at the end', async () => {
    const publish = jest.fn().mockRejectedValueOnce(new Error('throttled')).mockResolvedValue(undefined);
    const [first, second] = [jest.fn(), jest.fn()];
    const handle = telling(
      async () => [
        { notice: restarted, told: first },
        { notice: restarted, told: second },
      ],
      publish,
    );
    await expect(handle({}, context)).rejects.toThrow('1 notices not published: throttled');
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalled();
  });

  it('publishes nothing in a dry run', async () => {
    process.env.IS_LOCAL = 'true';
    const publish = jest.fn();
    const { invokedFunctionArn, ...local } = context;
    expect(await telling(async () => [{ notice: restarted }], publish)({}, local)).toMatchObject([
      { title: 'httpd restarted' },
    ]);
    expect(publish).not.toHaveBeenCalled();
  });
});

describe('redactNotice', () => {
  it('keeps the newest lines, cut and without secrets', () => {
    const lines = [
      ...Array.from({ length: 200 }, (_, i) => `line ${i}`),
      `password=hunter2 ${'x'.repeat(5_000)}`,
    ];
    const [details] = redactNotice(
      { ...restarted, details: [{ title: 'journal', lines }] },
      undefined,
    ).details;
    expect(details?.lines).toHaveLength(60);
    expect(details?.lines[0]).toBe('line 141');
    expect(details?.lines.at(-1)).toMatch(/^password=\*\*\* x{287}$/);
  });
});

describe('topicArn', () => {
  it('lies in the function’s partition, region and account', () => {
    expect(topicArn(functionArn, 'alerts')).toBe('arn:aws-cn:sns:cn-north-1:123456789012:alerts');
    expect(() => topicArn(undefined, 'alerts')).toThrow('expected the ARN of the invoked function');
  });
});
