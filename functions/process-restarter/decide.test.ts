import type { Instance } from '../../shared/aws/ec2';
import { NO_PAUSE } from '../../shared/pause';
import { decide, processLabel, type RestartFacts } from './decide';

const changedAt = new Date('2026-03-01T12:00:00Z');
const at = (minutes: number): Date => new Date(changedAt.getTime() + minutes * 60_000);

const instance: Instance = {
  id: 'i-1',
  state: 'running',
  tags: {},
  name: 'web-1',
  type: 't3.micro',
  zone: 'ap-northeast-2a',
  launchedAt: at(-600),
};
const facts: RestartFacts = {
  target: { process: 'httpd', instanceId: 'i-1', unit: 'httpd' },
  changedAt,
  instance,
  pause: NO_PAUSE,
  now: at(1),
};
const config = { most: 3, windowMinutes: 30, graceMinutes: 5 };
const tagged = { ...config, tag: { key: 'restart', value: 'yes' } };
const pause = { until: new Date('2026-03-01T13:00:00Z'), problem: undefined };

describe('decide', () => {
  it('restarts a dead process', () => {
    expect(decide(facts, config)).toEqual({ act: 'restart', unit: 'httpd', remark: '' });
  });

  it.each<[string, Partial<RestartFacts>, string, string]>([
    [
      'what is not in the configuration, and says which line to add',
      { target: { ...facts.target, process: 'sshd', unit: undefined } },
      'warning',
      'sshd is not among the `processes` of the configuration',
    ],
    ['on an old event', { now: at(11) }, 'warning', 'its alarm is 11 min old'],
    ['on an instance that is gone', { instance: undefined }, 'warning', 'EC2 knows no instance i-1'],
    [
      'on a stopped instance',
      { instance: { ...instance, state: 'stopped' } },
      'info',
      'the instance is stopped',
    ],
    [
      'on a terminated instance',
      { instance: { ...instance, state: 'terminated' } },
      'info',
      'the instance is terminated',
    ],
    [
      'on a paused instance',
      { pause },
      'info',
      'the instance is paused until 2026-03-01 13:00 UTC by its tag alarm-responder:pause-until',
    ],
    [
      'on an instance that is still starting',
      { instance: { ...instance, launchedAt: at(-3) } },
      'info',
      'the instance was launched 4 min ago and may still be starting',
    ],
  ])('does not restart %s', (_, change, severity, why) => {
    expect(decide({ ...facts, ...change }, config)).toMatchObject({ act: 'notify', severity, why });
  });

  it.each([
    [{}, 'notify'],
    [{ restart: 'no' }, 'notify'],
    [{ restart: 'yes' }, 'restart'],
  ])('obeys the configured tag: %p', (tags, act) => {
    expect(decide({ ...facts, instance: { ...instance, tags } }, tagged).act).toBe(act);
  });

  it('says so when a pause does not apply, and restarts', () => {
    const over = { until: undefined, problem: 'the tag holds "tomorrow"' };
    expect(decide({ ...facts, pause: over }, config)).toMatchObject({
      act: 'restart',
      remark: 'Mind that the tag holds "tomorrow".',
    });
  });

  it('says so when a pause ends before its tag says', () => {
    const capped = { ...pause, problem: 'a pause lasts 24 h at most' };
    expect(decide({ ...facts, pause: capped }, config)).toMatchObject({
      act: 'notify',
      next: 'Mind that a pause lasts 24 h at most. Remove the tag to have it restarted when its alarm rings again.',
    });
  });

  it('notifies of a pause once, by instance and time', () => {
    expect(decide({ ...facts, pause }, config)).toMatchObject({
      once: 'i-1 alarm-responder:pause-until=2026-03-01T13:00:00.000Z',
    });
  });
});

describe('processLabel', () => {
  it.each([
    [instance, 'web-1: httpd'],
    [undefined, 'i-1: httpd'],
  ])('names instance and process', (known, expected) => {
    expect(processLabel(facts.target, known)).toBe(expected);
  });
});
