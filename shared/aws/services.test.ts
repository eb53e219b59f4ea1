import { requestFor } from './services';

const REAL_ENV = { ...process.env };
afterEach(() => {
  process.env = { ...REAL_ENV };
});

const urlOf = (service: 'kms' | 'cloudwatch', region = 'ap-northeast-2'): string =>
  requestFor(service, 'Decrypt', {}, region).url.href;

describe('requestFor', () => {
  it.each([
    ['ap-northeast-2', 'https://kms.ap-northeast-2.amazonaws.com/'],
    ['cn-north-1', 'https://kms.cn-north-1.amazonaws.com.cn/'],
    ['us-gov-west-1', 'https://kms.us-gov-west-1.amazonaws.com/'],
    ['eusc-de-east-1', 'https://kms.eusc-de-east-1.amazonaws.eu/'],
    ['us-isob-east-1', 'https://kms.us-isob-east-1.sc2s.sgov.gov/'],
  ])('knows where a service is in %s', (region, url) => {
    expect(urlOf('kms', region)).toBe(url);
  });

  it('calls CloudWatch by its host', () => {
    expect(requestFor('cloudwatch', 'GetMetricData', {}, 'eu-west-1')).toMatchObject({
      service: 'monitoring',
      region: 'eu-west-1',
      url: new URL('https://monitoring.eu-west-1.amazonaws.com'),
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData' },
    });
  });

  it('goes where the environment says, to the service’s own place first', () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    process.env.AWS_ENDPOINT_URL_CLOUDWATCH = 'http://127.0.0.1:2/base';
    expect([urlOf('kms'), urlOf('cloudwatch')]).toEqual(['http://127.0.0.1:1/', 'http://127.0.0.1:2/base']);
  });

  it('writes a form for SNS', () => {
    expect(requestFor('sns', 'Publish', { Message: 'a=b&c +안' }, 'eu-west-1')).toMatchObject({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=Publish&Version=2010-03-31&Message=a%3Db%26c+%2B%EC%95%88',
    });
  });
});
