import { isAbsolute } from 'node:path';
import { ministackEnv } from './ministack';

describe('ministackEnv', () => {
  const env = ministackEnv(4566, 'http://127.0.0.1:2');

  it('listens on the loopback only, enforces policies, and knows no Docker', () => {
    expect(env).toMatchObject({
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: '4566',
      DOCKER_HOST: 'unix:///dev/null',
    });
  });

  it('leaves nothing in /tmp: its state lies in the folder in which it runs', () => {
    expect(isAbsolute(env.STATE_DIR ?? '/')).toBe(false);
  });

  it('gives Lambdas the Node of the project and the stand-in for SSM', () => {
    expect(env.PATH).toMatch(/^[^:]*node_modules\/\.bin:/);
    expect(env.AWS_ENDPOINT_URL_SSM).toBe('http://127.0.0.1:2');
  });
});
