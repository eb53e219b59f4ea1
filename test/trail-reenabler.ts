/** A world for the tests of this function: one trail that logs, unless a test says otherwise. */
import type { Deps } from '../functions/trail-reenabler/deps';
import type { Trail, TrailStatus } from '../shared/aws/cloudtrail';
import type { Selector } from '../shared/cloudtrail/selectors';
import { StoreError } from '../shared/errors';
import { memoryStore, type Store } from '../shared/state/store';

export const ARN = 'arn:aws:cloudtrail:ap-northeast-2:123456789012:trail/audit';
export const NOW = new Date('2026-03-01T12:00:07Z');

export const context = {
  awsRequestId: 'request-1',
  invokedFunctionArn:
    'arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-trailReenabler',
  getRemainingTimeInMillis: () => 30_000,
};

export const trail: Trail = {
  name: 'audit',
  arn: ARN,
  homeRegion: 'ap-northeast-2',
  settings: {
    multiRegion: true,
    globalEvents: true,
    validation: true,
    organization: false,
    recursive: true,
    kmsKey: '',
    bucket: 'logs',
    prefix: '',
    topic: '',
    logGroup: '',
    logRole: '',
  },
};

export const brokenStore: Store = {
  get: async () => {
    throw new StoreError('The table state could not be reached: timeout');
  },
  put: async () => false,
};

/** `now` may be moved; `status` is what CloudTrail says of every trail. */
export function world(change: Partial<Deps> = {}) {
  const store = memoryStore();
  const all: Selector[] = [{ category: 'Management', conditions: [] }];
  const status: TrailStatus = {
    logging: true,
    startedAt: new Date('2026-02-01T00:00:00Z'),
    stoppedAt: undefined,
    deliveryError: undefined,
  };
  const time = { now: NOW };
  const startLogging = jest.fn(async () => {
    Object.assign(status, { logging: true, startedAt: time.now });
    return 'accepted' as const;
  });
  const deps: Deps = {
    describeTrails: async () => [trail],
    findTrail: async () => trail,
    startLogging,
    trailSelectors: async () => all,
    trailStatus: async () => ({ ...status }),
    trailTags: async () => ({}),
    store: () => store,
    now: () => time.now,
    wait: async () => undefined,
    config: () => ({ names: [], repeatedStops: { most: 3, minutes: 15 } }),
    longestPauseHours: () => 24,
    stage: () => 'dev',
    dataTrail: () => 'alarm-responder-dev-data',
    ...change,
  };
  /** Somebody switches the trail off. */
  const stop = () => Object.assign(status, { logging: false, stoppedAt: new Date('2026-03-01T12:00:00Z') });
  return { deps, status, time, stop, startLogging };
}
