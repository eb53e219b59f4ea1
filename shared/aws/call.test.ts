import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import * as v from 'valibot';
import { startSilentServer } from '../../e2e/silent-server';
import { type AwsAnswer, awsServer, cut, refusal } from '../../test/aws-server';
import type { AwsError } from './aws-error';
import { type CallOptions, call } from './call';
import { signWith } from './credentials';

const aws = awsServer();
const SECRET = 'what was sent';
const answered = v.object({ Plaintext: v.string() });
const OK = { Plaintext: 'AQID' };
const PUT_IT: CallOptions = { attempts: 3, timeoutMs: 2_000 };

const decrypt = (options: Partial<CallOptions> = {}) =>
  call('kms', 'Decrypt', { CiphertextBlob: SECRET }, answered, { ...PUT_IT, ...options });

/** Why it fails. */
async function failure(options: Partial<CallOptions> = {}): Promise<AwsError> {
  return decrypt({ attempts: 1, ...options }).then(
    () => Promise.reject(new Error('expected it to fail')),
    (error: AwsError) => error,
  );
}

/** Points the call at another place while something is done. */
async function at<T>(url: string, work: () => Promise<T>): Promise<T> {
  process.env.AWS_ENDPOINT_URL = url;
  try {
    return await work();
  } finally {
    process.env.AWS_ENDPOINT_URL = aws.url();
  }
}

const page =
  (status: number, body: string, headers: Record<string, string> = {}): AwsAnswer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);

describe('call', () => {
  it('gives what is read of the answer, and no more', async () => {
    aws.answers('Decrypt', { ...OK, KeyId: 'key' });
    expect(await decrypt()).toEqual(OK);
    expect(aws.inputs()).toEqual([{ CiphertextBlob: SECRET }]);
  });

  it('signs for the role of the function', async () => {
    process.env.AWS_SESSION_TOKEN = 'of the role';
    aws.answers('Decrypt', OK);
    await decrypt();
    delete process.env.AWS_SESSION_TOKEN;
    const [{ headers = {} } = {}] = aws.requests;
    expect(headers['x-amz-security-token']).toBe('of the role');
    expect(headers.authorization).toMatch(
      /Credential=test\/\d{8}\/ap-northeast-2\/kms\/aws4_request.*x-amz-security-token/,
    );
  });

  it('signs for whom a command names', async () => {
    const { credentials } = await import('./credentials');
    const before = await credentials();
    signWith(async () => ({ accessKeyId: 'operator', secretAccessKey: 'x' }));
    aws.answers('Decrypt', OK);
    await decrypt();
    signWith(async () => before);
    expect(aws.requests[0]?.headers.authorization).toContain('Credential=operator/');
  });

  it('speaks to the region that it is told', async () => {
    aws.answers('Decrypt', OK);
    await decrypt({ region: 'us-east-1' });
    expect(aws.requests[0]?.headers.authorization).toContain('/us-east-1/kms/aws4_request');
  });
});

describe('what AWS refuses', () => {
  const xml = (code: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>request-1</RequestId></ErrorResponse>`;

  it.each<[string, AwsAnswer]>([
    ['the namespace of AWS JSON', refusal('AccessDeniedException')],
    [
      'a type with an address',
      refusal('x', { __type: 'AccessDeniedException:http://internal.amazon.com/x#y' }),
    ],
    ['a message in capitals', refusal('AccessDeniedException', { message: undefined, Message: 'no' })],
    ['XML', (response) => response.writeHead(400).end(xml('AccessDeniedException'))],
  ])('has AWS’s code, message and request id: %s', async (_, answer) => {
    aws.answers('Decrypt', answer);
    const error = await failure();
    expect(error).toMatchObject({
      name: 'AccessDeniedException',
      message: 'no (kms:Decrypt, AccessDeniedException, request request-1)',
      $fault: 'client',
      status: 400,
      requestId: 'request-1',
    });
  });

  it.each<[string, AwsAnswer, string]>([
    ['a page', page(502, '<html>Bad Gateway</html>'), 'HTTP 502 (kms:Decrypt, Unexpected)'],
    ['a page that says 200', page(200, '<html>Welcome</html>'), 'Expected Object'],
    ['a page of a megabyte that says 200', page(200, '<'.repeat(1e6)), 'Expected Object'],
    ['something else', {}, 'Invalid key: Expected "Plaintext"'],
    ['a redirect', page(302, '', { location: 'https://example.com' }), 'HTTP 302 (kms:Decrypt, Unexpected)'],
    ['a megabyte', refusal('Unexpected', { message: 'x'.repeat(1e6) }), 'x'.repeat(1_000)],
    ['more than AWS answers', page(200, 'x'.repeat(8_000_001)), 'an answer of more than 8000000 bytes'],
    [
      'half an answer',
      (response) => response.writeHead(200, { 'content-length': 10 }).write('{'),
      'no answer',
    ],
    ['nothing', cut, 'socket hang up (kms:Decrypt)'],
  ])('is an error without what was sent: %s', async (_, answer, message) => {
    aws.answers('Decrypt', answer);
    const error = await failure({ timeoutMs: 500 });
    expect(error.message).toContain(message);
    expect(error.message.length).toBeLessThan(1_100);
    expect(['Unexpected', 'Unanswered']).toContain(error.name);
    expect(aws.requests).toHaveLength(1);
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain(SECRET);
  });
});

describe('who says nothing', () => {
  it('is waited for no longer than is said', async () => {
    const silent = await startSilentServer();
    const started = Date.now();
    const error = await at(silent.url, () => failure({ attempts: 2, timeoutMs: 200 }));
    expect(error).toMatchObject({ name: 'Unanswered', message: 'no answer within 0.2 s (kms:Decrypt)' });
    expect(Date.now() - started).toBeGreaterThanOrEqual(400);
    expect(Date.now() - started).toBeLessThan(1_000);
    await silent.stop();
  });

  it('is given half of that to take the connection', async () => {
    // A process that stands still: the system takes some connections for it, and then none.
    const script =
      "require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port) })";
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = await once(child.stdout, 'data');
    child.kill('SIGSTOP');
    const waiting = Array.from({ length: 4 }, () =>
      connect(Number(port), '127.0.0.1').on('error', () => undefined),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const error = await at(`http://127.0.0.1:${Number(port)}`, () => failure({ timeoutMs: 400 }));
    expect(error.message).toBe('no connection within 0.2 s (kms:Decrypt)');
    for (const socket of waiting) socket.destroy();
    child.kill('SIGKILL');
  });

  it('is left when nobody waits any more, and not asked again', async () => {
    let asked = 0;
    const silent = await startSilentServer((socket) => socket.on('data', () => (asked += 1)));
    const error = await at(silent.url, () => failure({ attempts: 3, signal: AbortSignal.timeout(100) }));
    expect(error).toMatchObject({ name: 'Unanswered' });
    expect(asked).toBe(1);
    await silent.stop();
  });
});

describe('asking again', () => {
  it.each<[string, AwsAnswer, 'always' | 'unless taken', number]>([
    ['what is throttled', refusal('ThrottlingException'), 'unless taken', 2],
    ['what DynamoDB throttles', refusal('ProvisionedThroughputExceededException'), 'always', 2],
    ['429', page(429, ''), 'unless taken', 2],
    ['503', page(503, ''), 'unless taken', 2],
    ['500', refusal('InternalFailure', {}, 500), 'always', 2],
    ['500', refusal('InternalFailure', {}, 500), 'unless taken', 1],
    ['a cut answer', cut, 'always', 2],
    ['a cut answer', cut, 'unless taken', 1],
    ['a refusal', refusal('AccessDeniedException'), 'always', 1],
    ['a page', page(200, '<html>'), 'always', 1],
  ])('%s, when it may be repeated: %3$s', async (_, answer, repeat, times) => {
    aws.answers('Decrypt', answer, OK);
    const outcome = await decrypt({ repeat }).then(
      () => 'answered',
      () => 'failed',
    );
    expect([outcome, aws.requests.length]).toEqual([times > 1 ? 'answered' : 'failed', times]);
  });

  it('ends after so many attempts', async () => {
    aws.answers('Decrypt', cut);
    await failure({ attempts: 3 });
    expect(aws.requests).toHaveLength(3);
  });

  it.each(['always', 'unless taken'] as const)('may be done when nobody has listened: %s', async (repeat) => {
    const server = createServer((_, response) => response.end(JSON.stringify(OK)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = Object(server.address());
    server.close();
    const asked = at(`http://127.0.0.1:${port}`, () => decrypt({ repeat, attempts: 50 }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    server.listen(port, '127.0.0.1');
    expect(await asked).toEqual(OK);
    server.close();
    server.closeAllConnections();
  });

  it('may be done of what was not all sent', async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end(JSON.stringify(OK)));
    server.on('connection', (socket) => {
      connections += 1;
      if (connections === 1) socket.resetAndDestroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const large = { CiphertextBlob: 'x'.repeat(30_000_000) };
    const { port } = Object(server.address());
    const asked = at(`http://127.0.0.1:${port}`, () =>
      call('kms', 'Decrypt', large, answered, { attempts: 2, timeoutMs: 5_000, repeat: 'unless taken' }),
    );
    expect(await asked).toEqual(OK);
    expect(connections).toBe(2);
    server.close();
    server.closeAllConnections();
  });

  it('uses a connection again, and for what must not be taken twice none that has lain idle', async () => {
    const sockets: unknown[] = [];
    aws.answers('Decrypt', (response) => {
      sockets.push(response.socket);
      response.end(JSON.stringify(OK));
    });
    const ask = async (repeat: 'always' | 'unless taken') => {
      await decrypt({ repeat });
      await new Promise((resolve) => setImmediate(resolve)); // Until the connection is free.
    };
    for (const repeat of ['always', 'always', 'unless taken', 'unless taken'] as const) await ask(repeat);
    expect(new Set(sockets).size).toBe(1);
    const later = Date.now() + 1_500;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => later);
    for (const repeat of ['always', 'unless taken'] as const) await ask(repeat);
    clock.mockRestore();
    expect(new Set(sockets).size).toBe(1);
    const muchLater = later + 1_500;
    jest.spyOn(Date, 'now').mockImplementation(() => muchLater);
    await ask('unless taken');
    jest.restoreAllMocks();
    expect(new Set(sockets).size).toBe(2);
  });
});
