/** Starts ministack, which stands in for AWS; its Lambdas are processes of Node 24. */
import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { region } from './aws-env';
import { executables } from './paths';
import { type Running, startOnFreePort } from './process';

/** ministack's whole environment; its Lambdas inherit it, and so learn of another stand-in for SSM. */
export function ministackEnv(port: number, ssm: string): Record<string, string> {
  return {
    AUTH: 'true', // enforces the roles' policies
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: region,
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    LAMBDA_EXECUTOR: 'local',
    LAMBDA_ASYNC_RETRY_BASE_SECONDS: '0.2', // a minute on AWS
    DOCKER_HOST: `unix://${devNull}`, // else it would pull and run images where Docker is installed
    AWS_ENDPOINT_URL_SSM: ssm,
    STATE_DIR: 'state', // in its own folder, else in /tmp, where it stays
    LOG_LEVEL: 'INFO', // below it, it does not say that it listens
    PYTHONUNBUFFERED: '1',
    NODE_OPTIONS: '--disable-warning=DEP0169', // of ministack's own wrapper around a Lambda
    PATH: [executables, '/usr/bin', '/bin'].join(delimiter),
  };
}

/** Starts ministack from the folder of Python's programs. */
export function startMinistack(programs: string, ssm: string): Promise<Running & { url: string }> {
  return startOnFreePort((port) => ({
    name: 'ministack',
    command: join(programs, 'ministack'),
    args: [],
    env: ministackEnv(port, ssm),
    ready: /Running on http/,
  }));
}
