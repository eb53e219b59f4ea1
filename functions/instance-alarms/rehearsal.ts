/** `sls invoke local`: no AWS here, so the instance is imagined: without tags and agent, and with its alarms once it ran. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Notice } from '../../shared/notice';
import type { InstanceStateChange } from '../../shared/parsing/instance-state-change';
import { NO_PAUSE } from '../../shared/pause';
import { plan } from './plan';
import { linesOf } from './plan-text';
import type { KnownAlarm } from './put';
import type { Rules } from './rules';
import { stateNotice } from './state-notice';

const imagine = ({ instanceId, state, at }: InstanceStateChange): InstanceDetails => ({
  id: instanceId,
  state,
  tags: {},
  name: undefined,
  type: undefined,
  zone: undefined,
  launchedAt: at,
  createdAt: at,
  detailedMonitoring: false,
  profile: undefined,
  group: undefined,
  transition: undefined,
  stateReason: undefined,
});

const IMAGINED = { reported: [], agentReports: false, alive: [], pause: NO_PAUSE };

/** The alarms that it would have by now. */
function alarmsOf(instance: InstanceDetails, rules: Rules, now: Date): KnownAlarm[] {
  const running = { ...instance, state: 'running', launchedAt: new Date(0) };
  return plan({ ...IMAGINED, instance: running, existing: [] }, rules, now).puts.map(
    ({ settings, tags }) => ({
      ...settings,
      tags,
      arn: settings.name,
      state: 'OK' as const,
      actionsEnabled: true,
    }),
  );
}

/** What would be told, with what would be done. */
export function rehearse(change: InstanceStateChange, rules: Rules): Notice {
  const now = change.at;
  const instance = imagine(change);
  const existing = change.state === 'running' ? [] : alarmsOf(instance, rules, now);
  const planned = plan({ ...IMAGINED, instance, existing }, rules, now);
  const gets = rules.config.profile && change.state === 'running';
  const profile = gets
    ? ({ kind: 'attached', profile: rules.profile } as const)
    : ({ kind: 'nothing' } as const);
  const told = stateNotice({ change, instance, plan: planned, left: false, waiting: false, profile }, rules);
  const lines = [...(gets ? [`attach the instance profile ${rules.profile}`] : []), ...linesOf(planned)];
  return { ...told, details: [{ title: 'Dry run without AWS: what would be done', lines }] };
}
