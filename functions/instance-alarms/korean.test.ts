/** What polls and reconciles say where the stage speaks Korean; what a change of state says is in state-notification.test.ts. */
import { memoryStore } from '../../shared/state/store';
import { speak } from '../../shared/words/language';
import { fakeAws } from '../../test/fake-aws';
import { instance, minutesAgo, now, rules } from '../../test/instances';
import type { Context } from './context';
import { notifySilences, silenceChange } from './notify-silences';
import { NOTHING_KNOWN, plan } from './plan';
import { emptyReport, type Report } from './report';
import { reportNotifications } from './report-notifications';

beforeEach(() => speak('ko'));
afterEach(() => speak('en'));

const context: Context = {
  verbs: fakeAws().verbs,
  rules,
  store: memoryStore(),
  now,
  adoption: async () => ({ since: minutesAgo(24 * 60), optedIn: true }),
  msLeft: () => 60_000,
  act: true,
};

const told = async (report: Partial<Report>) =>
  (await reportNotifications({ ...emptyReport(), ...report }, 'reconcile', context)).map(
    ({ notification }) => notification,
  );

describe('a reconcile, in Korean', () => {
  it('asks for opt-in', async () => {
    const awaiting = plan({ ...NOTHING_KNOWN, instance }, rules, now);
    expect(await told({ awaitingOptIn: [{ id: instance.id, ...awaiting }] })).toMatchObject([
      {
        title: '경보 없는 인스턴스 1개',
        text: '이 서비스 이전부터 있던 인스턴스입니다. `npm run reconcile -- --stage dev --region ap-northeast-2 --apply` 명령으로 경보 4개를 만듭니다 (약 월 0.40 USD). 앞으로 시작되는 인스턴스에는 바로 만듭니다.',
        details: [{ title: '계획' }],
      },
    ]);
  });

  it('says what is wrong', async () => {
    const failures = [{ id: 'i-1', why: 'denied' }];
    const problems = [{ id: 'i-2', problem: 'alarm-responder:skip 태그 값 오류' }];
    expect(await told({ failures, problems })).toMatchObject([
      {
        title: '인스턴스 경보 확인 필요',
        text: '처리 실패 1개, 쓸 수 없는 설정 1개.',
        details: [{ title: '문제' }],
      },
    ]);
  });

  it('says what there are too many alarms for', async () => {
    const leftOut = [{ id: 'i-1', template: 'disk-warning', items: ['/a', '/b'] }];
    expect(await told({ leftOut })).toMatchObject([
      {
        title: '인스턴스 지표가 경보 한도보다 많음',
        details: [{ title: '제외된 항목', lines: ['i-1: disk-warning 경보 20개, 제외: /a, /b'] }],
      },
    ]);
  });
});

describe('tags that silence, in Korean', () => {
  const skipped = { ...instance, tags: { 'alarm-responder:skip': 'true' } };

  it.each([
    [
      [skipped],
      'web-1: 태그로 알림 꺼짐',
      'web-1 (i-1): 경보와 알림 없음 (태그 alarm-responder:skip=true). 누가 설정했는지는 CloudTrail의 `CreateTags` 기록에 있습니다.',
    ],
    [
      [skipped, { ...skipped, id: 'i-2' }],
      '인스턴스 2개: 태그로 알림 꺼짐',
      '누가 설정했는지는 CloudTrail의 `CreateTags` 기록에 있습니다.',
    ],
  ])('are told once: %#', async (instances, title, text) => {
    const change = await silenceChange(instances, context);
    expect(await notifySilences(change, context)).toMatchObject([{ notification: { title, text } }]);
  });
});
