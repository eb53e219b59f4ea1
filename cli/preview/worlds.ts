/** What each function would find outside, as sample data: so a message looks as it would in an account, without one. */
import { join } from 'node:path';
import { type Deps as AlerterDeps, live as alerter } from '../../functions/cpu-alerter/deps';
import { dryRun as dryAlerter } from '../../functions/cpu-alerter/dry-run';
import { type Deps as InstancesDeps, live as instances } from '../../functions/instance-alarms/deps';
import { dryRun as dryInstances } from '../../functions/instance-alarms/dry-run';
import { type Deps as RestarterDeps, live as restarter } from '../../functions/process-restarter/deps';
import { dryRun as dryRestarter } from '../../functions/process-restarter/dry-run';
import { type Deps as TrailsDeps, live as trails } from '../../functions/trail-reenabler/deps';
import { dryRun as dryTrails } from '../../functions/trail-reenabler/dry-run';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { loadConfig } from '../../shared/config/load';
import type { Config } from '../../shared/config/schema';
import { secondText } from '../../shared/text/clock';
import { after, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/text/duration';
import { accessRecord, LOG_LINES } from './sample-logs';

/** What the functions read of their environment. */
export const SAMPLE_ENVIRONMENT = {
  AWS_REGION: 'ap-northeast-2',
  ALARM_PREFIX: 'alarm-responder-dev',
  ALERTS_TOPIC: 'alarm-responder-dev-alerts',
  CANARY_ALARM: 'alarm-responder-dev-canary',
  INSTANCE_PROFILE: 'alarm-responder-dev-ap-northeast-2-instance',
  STAGE: 'dev',
};

let stage = 'default';

/** Whose configuration the samples go by from now on; before that it is the one that everybody starts from. */
export const configureBy = (name: string): void => {
  stage = name;
};
export const sampleConfig = (): Config => loadConfig(join(__dirname, '../../config'), stage);

/** What people call the machine of all samples. */
export const sampleInstance = (id: string, change: Partial<InstanceDetails> = {}): InstanceDetails => ({
  id,
  state: 'running',
  tags: { Name: 'web-1' },
  name: 'web-1',
  type: 't3.small',
  zone: 'ap-northeast-2a',
  launchedAt: new Date(0),
  createdAt: new Date(0),
  detailedMonitoring: true,
  profile: 'web',
  group: undefined,
  transition: undefined,
  stateReason: undefined,
  ...change,
});

/** An hour in which a load builds up. */
const curve = (from: Date, to: Date, period: number) => {
  const count = Math.round((to.getTime() - from.getTime()) / (period * SECOND_MS));
  return Array.from({ length: count }, (_, index) => {
    const share = index / Math.max(1, count - 1);
    const calm = 12 + 6 * Math.sin(index);
    const value = share < 0.7 ? calm : calm + (share - 0.7) * 265;
    return { at: after(from, index * period * SECOND_MS), value: Math.min(97, value) };
  });
};

export function alerterWorld(event: unknown): AlerterDeps {
  const dry = dryAlerter({ ...alerter, logs: () => sampleConfig().logs }, event);
  const now = dry.now();
  return {
    ...dry,
    accessLog: () => 'alarm-responder-dev-data',
    metricValues: async (_, { from, to, period }) => curve(from, to, period),
    alarmChanges: async () => [
      { at: after(now, -5 * HOUR_MS), from: 'OK', to: 'ALARM' },
      { at: after(now, -5 * HOUR_MS + 14 * MINUTE_MS), from: 'ALARM', to: 'OK' },
      { at: after(now, -2 * HOUR_MS), from: 'OK', to: 'ALARM' },
      { at: after(now, -2 * HOUR_MS + 9 * MINUTE_MS), from: 'ALARM', to: 'OK' },
    ],
    describeInstance: async (id) => sampleInstance(id),
    filterLogEvents: async ({ group, streamPrefix }) => {
      const lines = LOG_LINES[group] ?? [];
      const events = group.endsWith('-data')
        ? accessRecord(now)
        : lines.map(([seconds, message]) => ({
            at: after(now, -seconds * SECOND_MS),
            stream: streamPrefix ?? '',
            message,
          }));
      return { events, next: undefined };
    },
  };
}

export function restarterWorld(event: unknown): RestarterDeps {
  const config = sampleConfig();
  const dry = dryRestarter(
    {
      ...restarter,
      processes: () => config.processes,
      restart: () => config.restart,
      longestPauseHours: () => config.longestPauseHours,
      document: () => 'alarm-responder-dev-restart-unit',
    },
    event,
  );
  const diedAt = secondText(after(new Date(Object(event).time ?? 0), -40 * SECOND_MS));
  return {
    ...dry,
    describeInstance: async (id) => sampleInstance(id),
    sendCommand: async () => 'e8d3c0e4-71f7-4491-898f-c9b35bee5f3b',
    getInvocation: async () => ({
      status: 'Success',
      comment: 'httpd.service: web-1: httpd',
      output: `outcome=restarted state=active pid=4711 seconds=20\n${diedAt} httpd[811]: segfault at 7f3c … error 4\n`,
      error: '',
    }),
  };
}

const TRAIL = 'arn:aws:cloudtrail:ap-northeast-2:123456789012:trail/main';

/** A trail that somebody switched off four seconds ago. */
export function trailsWorld(event: unknown): TrailsDeps {
  const { trails: config, longestPauseHours } = sampleConfig();
  const now = after(new Date(Object(event).time ?? 0), 4 * SECOND_MS);
  let startedAt: Date | undefined;
  return {
    ...dryTrails({ ...trails, config: () => config, longestPauseHours: () => longestPauseHours }),
    stage: () => 'dev',
    dataTrail: () => 'alarm-responder-dev-data',
    now: () => now,
    wait: async () => undefined,
    describeTrails: async () => [
      { name: 'main', arn: TRAIL, homeRegion: 'ap-northeast-2', settings: SETTINGS },
    ],
    trailSelectors: async () => [{ category: 'Management', conditions: [] }],
    startLogging: async () => {
      startedAt = now;
      return 'accepted';
    },
    trailStatus: async () => ({
      logging: startedAt !== undefined,
      startedAt,
      stoppedAt: after(now, -4 * SECOND_MS),
      deliveryError: undefined,
    }),
  };
}

const SETTINGS = {
  multiRegion: true,
  globalEvents: true,
  validation: true,
  organization: false,
  recursive: true,
  kmsKey: '',
  bucket: 'shop-audit-logs',
  prefix: '',
  topic: '',
  logGroup: '',
  logRole: '',
};

const STOPPED = {
  transition: 'User initiated (2026-03-02 03:11:20 GMT)',
  stateReason: 'Client.UserInitiatedShutdown: User initiated shutdown',
};

export function instancesWorld(event: unknown): InstancesDeps {
  const config = sampleConfig();
  const dry = dryInstances(
    {
      ...instances,
      config: () => config.instances,
      processes: () => Object.keys(config.processes),
      longestPauseHours: () => config.longestPauseHours,
    },
    event,
  );
  const waiting = [1, 2].map((index) =>
    sampleInstance(`i-0a1b2c3d4e5f6071${index}`, {
      name: `web-${index}`,
      tags: { Name: `web-${index}` },
      createdAt: after(dry.now(), -90 * DAY_MS),
    }),
  );
  return {
    ...dry,
    planDetails: instances.planDetails,
    verbs: {
      ...dry.verbs,
      allInstances: async () => waiting,
      describeDetails: async (id) => {
        const imagined = await dry.verbs.describeDetails(id);
        const change = imagined?.state === 'running' ? {} : STOPPED;
        return imagined && sampleInstance(id, { state: imagined.state, ...change });
      },
    },
  };
}
