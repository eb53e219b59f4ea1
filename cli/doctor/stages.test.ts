import { judgeStages, judgeTopic } from './stages';

const topic = (stage: string) => `arn:aws:sns:ap-northeast-2:123456789012:alarm-responder-${stage}-alerts`;
const cpu = (stage: string, InstanceId: string) => ({
  actions: [topic(stage)],
  metric: 'CPUUtilization',
  dimensions: { InstanceId },
});
const httpd = (stage: string, InstanceId: string) => ({
  actions: [topic(stage)],
  metric: 'procstat_lookup_pid_count',
  dimensions: { InstanceId, exe: 'httpd', pid_finder: 'native' },
});

describe('judgeStages', () => {
  it.each([
    ['no alarms at all', []],
    ['alarms of this stage alone', [cpu('dev', 'i-1'), httpd('dev', 'i-1')]],
    ['another stage with other instances', [cpu('dev', 'i-1'), cpu('prod', 'i-2')]],
    ['two other stages', [cpu('test', 'i-1'), cpu('prod', 'i-1')]],
    ['a topic that is called like one', [cpu('dev', 'i-1'), { ...cpu('dev', 'i-1'), actions: ['arn:x'] }]],
    [
      'alarms of no instance',
      [
        { ...cpu('dev', ''), dimensions: {} },
        { ...cpu('prod', ''), dimensions: {} },
      ],
    ],
  ])('is content with %s', (_, alarms) => {
    expect(judgeStages(alarms, 'dev')).toMatchObject({ state: 'ok' });
  });

  it('names the instances that two stages watch, and which stage', () => {
    const alarms = [cpu('dev', 'i-1'), cpu('prod', 'i-1'), cpu('dev', 'i-2'), httpd('prod', 'i-1')];
    expect(judgeStages(alarms, 'dev')).toEqual({
      state: 'warning',
      seen: 'stage prod has alarms on 1 instance of this one too, paid for and notified of twice: i-1',
      remedy: expect.stringContaining('instances.scope'),
    });
  });

  it('names the processes that two stages would restart', () => {
    const alarms = [httpd('dev', 'i-1'), httpd('prod', 'i-1'), httpd('dev', 'i-2')];
    expect(judgeStages(alarms, 'dev').seen).toMatch(
      /each restarts the same process when it dies: httpd on i-1$/,
    );
  });

  it('sees one alarm that acts on the topics of both', () => {
    const both = { ...httpd('dev', 'i-1'), actions: [topic('dev'), topic('my-test')] };
    expect(judgeStages([both], 'dev').seen).toMatch(/^stage my-test has alarms on 1 instance.*httpd on i-1$/);
  });
});

describe('judgeTopic', () => {
  const restarterOf = (stage: string) => ({
    endpoint: `arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-${stage}-processRestarter`,
  });

  it.each([
    ['nobody', []],
    ['this stage', [restarterOf('dev'), { endpoint: 'ops@example.com' }]],
  ])('is content when %s listens', (_, subscribers) => {
    expect(judgeTopic('mission-sns', subscribers, 'dev')).toMatchObject({ state: 'ok' });
  });

  it('names the stage that would restart the same processes', () => {
    expect(judgeTopic('mission-sns', [restarterOf('dev'), restarterOf('prod')], 'dev')).toMatchObject({
      state: 'warning',
      seen: expect.stringMatching(/^stage prod listens on mission-sns too/),
    });
  });
});
