/** Each headline as people read it where the stage speaks Korean. */

import { speak } from '../../shared/words/language';
import { processAlarm } from '../../test/process-restarter';
import { decide } from './decide';
import { keepsDying, notRestarted, restarting } from './notifications';
import { outcomeNotification, unknownNotification } from './outcome';

beforeEach(() => speak('ko'));
afterEach(() => speak('en'));

const subject = 'web-1: httpd';
const restart = {
  commandId: 'c-1',
  instanceId: 'i-1',
  unit: 'httpd',
  subject,
  incident: undefined,
  alarm: undefined,
};
const reportOf = (output: string) =>
  outcomeNotification(restart, { status: 'Success', output, error: '', comment: '' });

describe('in Korean', () => {
  it.each([
    [
      'outcome=restarted state=active pid=4711 seconds=3',
      'web-1: httpd 실행 중 (3초 만에 재시작)',
      'httpd active, 메인 PID 4711.',
    ],
    [
      'outcome=already-active state=active pid=4711 seconds=0',
      'web-1: httpd 정상, 지표만 없음',
      '재시작 안 함: httpd active, 메인 PID 4711. CloudWatch 에이전트를 확인하세요: `systemctl status amazon-cloudwatch-agent`.',
    ],
    [
      'outcome=failed state=failed pid=0 seconds=2',
      'web-1: httpd 재시작 실패',
      '재시작 2초 후 httpd 상태: failed. 원인은 저널 끝부분에 있습니다.',
    ],
    [
      '',
      'web-1: httpd 재시작 결과 알 수 없음',
      '명령은 성공했지만 실행을 증명하는 출력이 없습니다. 인스턴스와 Systems Manager의 명령을 확인하세요.',
    ],
  ])('the outcome of %p', (output, title, text) => {
    expect(reportOf(output)).toMatchObject({ title, text });
  });

  it('a restart', () => {
    expect(restarting(restart, '')).toMatchObject({
      title: 'web-1: httpd 재시작 중',
      text: '결과는 끝나는 대로 알립니다.',
      facts: { 인스턴스: 'i-1', 유닛: 'httpd', 명령: 'c-1' },
    });
  });

  it('why nothing is restarted', () => {
    const decision = decide(
      {
        target: { process: 'sshd', instanceId: 'i-1', unit: undefined },
        changedAt: processAlarm.changedAt,
        instance: undefined,
        pause: { until: undefined, problem: undefined },
        now: processAlarm.changedAt,
      },
      { most: 3, windowMinutes: 30, graceMinutes: 5 },
    );
    if (decision.act !== 'notify') throw new Error('expected a notification');
    expect(notRestarted(processAlarm, 'web-1: sshd', decision)).toMatchObject({
      title: 'web-1: sshd 재시작 안 함',
      text: '설정의 `processes` 항목에 없음: sshd. 재시작하려면 `sshd: <systemd 유닛>` 줄을 추가하고 배포하세요.',
    });
  });

  it('a process that keeps dying', () => {
    expect(keepsDying('id', processAlarm, subject, { count: 3, windowMinutes: 30 })).toMatchObject({
      title: 'web-1: httpd 반복 중지',
      text: expect.stringMatching(/^30분 동안 재시작 3회, 더 이상 재시작하지 않습니다\./),
    });
  });

  it('Systems Manager that does not answer', () => {
    expect(unknownNotification(restart, 'throttled')).toMatchObject({
      title: 'web-1: httpd 재시작 결과 알 수 없음',
      text: 'Systems Manager 조회 실패: throttled. 인스턴스와 Systems Manager의 명령을 확인하세요.',
    });
  });
});
