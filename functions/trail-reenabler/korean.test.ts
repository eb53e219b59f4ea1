/** What the poll and a stop say where the stage speaks Korean; what a call says is in decide.test.ts. */
import type { Trail } from '../../shared/aws/cloudtrail';
import { log } from '../../shared/log';
import { speak } from '../../shared/words/language';
import { fixture } from '../../test/fixture';
import { ARN, context, trail, world } from '../../test/trail-reenabler';
import { createHandler } from './handler';

beforeEach(() => {
  speak('ko');
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
});
afterEach(() => speak('en'));

type World = ReturnType<typeof world>;

const titlesOf = async ({ deps }: World, event: unknown) =>
  (await createHandler(deps)(event, context)).map(({ notification }) => notification.title);

const WATCHED = '감사 로그: ap-northeast-2 추적 1개 감시';
const GAP = '감사 로그가 아무것도 기록하지 않음';
const denied = async (): Promise<never> => Promise.reject(new Error('denied'));
const paused = async () => ({ 'alarm-responder:pause-until': '2026-03-01T13:00Z' });
const far: Trail = { ...trail, name: 'far', arn: ARN.replace('ap-northeast-2', 'us-east-1') };

const off = (change: Parameters<typeof world>[0] = {}): World => {
  const here = world(change);
  here.stop();
  return here;
};
const undelivered = (): World => {
  const here = world();
  here.status.deliveryError = 'AccessDenied';
  return here;
};

describe('the poll, in Korean', () => {
  it.each<[string, () => World, string[]]>([
    ['that a trail is on again', () => off(), ['감사 로그 audit: 중지, 다시 켬', WATCHED]],
    [
      'that it cannot be switched on',
      () => off({ startLogging: denied }),
      ['감사 로그 audit: 여전히 꺼짐', WATCHED, GAP],
    ],
    [
      'that it is paused',
      () => off({ trailTags: paused }),
      ['감사 로그 audit: 꺼진 상태 유지', WATCHED, GAP],
    ],
    [
      'that one of another region is off',
      () => off({ describeTrails: async () => [far] }),
      ['감사 로그 far: 꺼짐', '감사 로그: ap-northeast-2 추적 0개 감시', GAP],
    ],
    ['that its log is not kept', undelivered, ['감사 로그 audit: 로그 저장 실패', WATCHED]],
    [
      'that it could not be looked at',
      () => world({ trailStatus: denied }),
      ['감사 로그 audit: 확인 실패', WATCHED],
    ],
    ['that none could', () => world({ describeTrails: denied }), ['감사 로그 확인 실패']],
  ])('says %s', async (_, setUp, titles) => {
    expect(await titlesOf(setUp(), fixture('trail-poll'))).toEqual(titles);
  });
});

describe('a stop, in Korean', () => {
  it('is notified of with who it was and for how long', async () => {
    const [publication] = await createHandler(off().deps)(fixture('trail-stopped'), context);
    expect(publication?.notification).toMatchObject({
      title: '감사 로그 audit: 중지 (Mary_Major), 다시 켬',
      text: 'IAM 사용자 Mary_Major, MFA 사용. 2026-03-01 12:00 UTC부터 7초 동안 꺼짐. 다시 켰습니다.',
      facts: { '접속 IP': '203.0.113.7', '접속 도구': '브라우저' },
    });
  });

  it('that is repeated', async () => {
    const here = world({ config: () => ({ names: [], repeatedStops: { most: 0, minutes: 15 } }) });
    here.stop();
    expect(await titlesOf(here, fixture('trail-stopped'))).toEqual(['감사 로그 audit: 반복 중지']);
  });

  it('of a dry run', async () => {
    const here = off({ startLogging: async () => 'dry run' });
    expect(await titlesOf(here, fixture('trail-stopped'))).toEqual(['감사 로그 audit: 중지 (Mary_Major)']);
  });
});

describe('a sign-in of the root user, in Korean', () => {
  const failed = { responseElements: { ConsoleLogin: 'Failure' } };

  it.each([
    ['succeeded', {}, '루트 사용자 로그인 성공'],
    ['failed', failed, '루트 사용자 로그인 실패'],
  ])('%s', async (_, change, title) => {
    const event = Object(fixture('root-sign-in'));
    expect(await titlesOf(world(), { ...event, detail: { ...event.detail, ...change } })).toEqual([title]);
  });
});
