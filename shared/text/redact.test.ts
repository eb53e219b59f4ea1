import fc from 'fast-check';
import { redact } from './redact';

describe('redact', () => {
  it.each([
    ['an access key', 'key AKIAIOSFODNN7EXAMPLE.', 'key ***.'],
    ['a temporary access key', 'ASIAIOSFODNN7EXAMPLE', '***'],
    [
      'a secret key',
      'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      'aws_secret_access_key = ***',
    ],
    ['a Slack token', 'with xoxb-1234567890-abcdefghij', 'with ***'],
    [
      'a webhook',
      'POST https://hooks.slack.com/services/T000/B000/XXXX failed',
      'POST https://hooks.slack.com/*** failed',
    ],
    [
      'a government webhook',
      'https://hooks.slack-gov.com/services/T0/B0/X',
      'https://hooks.slack-gov.com/***',
    ],
    ['a bearer token', 'Authorization: Bearer abc.def-123', 'Authorization: Bearer ***'],
    ['a JWT', 'jwt eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSM', 'jwt ***'],
    ['a password', 'login password=hunter2, next', 'login password=***, next'],
    ['a password in JSON', '{"db_password": "hun ter2"}', '{"db_password": ***}'],
    ['a password in a URL', 'mysql://root:hunter2@db/app', 'mysql://root:***@db/app'],
    ['an API key', "api-key: 'abc def'", 'api-key: ***'],
    ['a private key', 'a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b', 'a *** b'],
  ])('redacts %s', (_, text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it.each([
    'CPUUtilization was 80 %, at or above 50 %',
    'the token bucket is empty',
    'password policy changed by admin',
    'i-0a1b2c3d4e5f60718 in arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web',
  ])('leaves %p as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  const secret = fc.stringMatching(/^[A-Za-z0-9]{20,40}$/);
  it('never lets an assigned secret through, wherever it stands', () => {
    const assignment = fc.constantFrom(
      'password=',
      'SECRET: ',
      'token="',
      'Bearer ',
      'https://hooks.slack.com/services/',
    );
    fc.assert(
      fc.property(fc.string(), assignment, secret, fc.string(), (before, name, value, after) => {
        expect(redact(`${before} ${name}${value} ${after}`)).not.toContain(value);
      }),
    );
  });

  it.each([
    ['a JWT behind a word', 'session-eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSM', 'session-***'],
    ['a long JWT', `eyJ${'a'.repeat(5_000)}.${'b'.repeat(5_000)}.${'c'.repeat(5_000)} z`, '*** z'],
    ['a private key that is cut off', 'a -----BEGIN PRIVATE KEY-----\nMIIE', 'a ***'],
    ['no half of a JWT', 'eyJhbGciOiJI.short', 'eyJhbGciOiJI.short'],
  ])('redacts %s', (_, text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  const KILOBYTES_256 = 262_144;
  const fill = (run: string): string => run.repeat(KILOBYTES_256 / run.length);
  it.each(['-eyJ', '-----BEGIN PRIVATE KEY-----', 'password'])('is not held up by 256 kB of %p', (run) => {
    const started = performance.now();
    redact(fill(run));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
