import { awsEnv } from './aws-env';

const places = { aws: 'http://127.0.0.1:1', ssm: 'http://127.0.0.1:2', path: ['/a', '/b'] };

describe('awsEnv', () => {
  it('leads to the emulators', () => {
    expect(awsEnv({ HOME: '/home/me', PATH: '/usr/bin' }, places)).toEqual({
      HOME: '/home/me',
      PATH: '/a:/b:/usr/bin',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:2',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'ap-northeast-2',
      AWS_DEFAULT_REGION: 'ap-northeast-2',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  it.each([
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_DEV_PROFILE',
    'AWS_SESSION_TOKEN',
    'AWS_ENDPOINT_URL_LAMBDA',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'HTTPS_PROXY',
    'http_proxy',
    'proxy',
    'SLACK_WEBHOOK_URL',
  ])('leaves out %s', (name) => {
    expect(awsEnv({ [name]: 'real' }, places)).not.toHaveProperty(name);
  });
});
