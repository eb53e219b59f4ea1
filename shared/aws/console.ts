/** Links into the AWS console of the right partition. */
import type { Metric } from '../parsing/alarm';

/** @see https://docs.aws.amazon.com/general/latest/gr/rande.html */
function hostOf(region: string): string {
  if (region.startsWith('cn-')) return `${region}.console.amazonaws.cn`;
  if (region.startsWith('us-gov-')) return `${region}.console.amazonaws-us-gov.com`;
  if (region.startsWith('eusc-')) return `${region}.console.amazonaws-eusc.eu`;
  return `${region}.console.aws.amazon.com`;
}

/** Names are foreign text, mended where half a character is. A link of which one holds a secret is left out (shared/text/address.ts). */
const encode = (name: string): string => encodeURIComponent(name.toWellFormed());

const home = (service: string, region: string, fragment: string): string =>
  `https://${hostOf(encode(region))}/${service}/home?region=${encode(region)}#${fragment}`;

/** An alarm's page, with graph and history. */
export const alarmUrl = (region: string, name: string): string =>
  home('cloudwatch', region, `alarmsV2:alarm/${encode(name)}`);

/** Whatever it is called by: in another language it has another name. */
export const isAlarmPage = (url: string): boolean => url.includes('#alarmsV2:alarm/');

/** An EC2 instance's page. */
export const instanceUrl = (region: string, instanceId: string): string =>
  home('ec2', region, `InstanceDetails:instanceId=${encode(instanceId)}`);

/** An event in CloudTrail's history, where it appears some minutes after the call. */
export const trailEventUrl = (region: string, eventId: string): string =>
  home('cloudtrailv2', region, `/events/${encode(eventId)}`);

/** A string in the notation of the console's fragments, which is JSURL: `'` in front, odd characters as `*hex`. */
const jsurl = (text: string): string =>
  `'${text.toWellFormed().replace(/[^\w.-]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xff ? `**${code.toString(16).padStart(4, '0')}` : `*${code.toString(16).padStart(2, '0')}`;
  })}`;

/** A query of Logs Insights over so many groups, in this window, ready to run. */
export function insightsUrl(
  region: string,
  { groups, query, from, to }: { groups: string[]; query: string; from: Date; to: Date },
): string {
  const detail = [
    `end~${jsurl(to.toISOString())}`,
    `start~${jsurl(from.toISOString())}`,
    "timeType~'ABSOLUTE",
    "tz~'UTC",
    `editorString~${jsurl(query)}`,
    `source~(${groups.map((group) => `~${jsurl(group)}`).join('')})`,
  ];
  return home('cloudwatch', region, `logsV2:logs-insights$3FqueryDetail$3D~(${detail.join('~')})`);
}

const MINUTE = 60_000;

/** The metric's graph from an hour before to half an hour after the moment. */
export function metricUrl(region: string, metric: Metric, at: Date): string {
  const dimensions = Object.entries(metric.dimensions).flat();
  const path = [metric.namespace, metric.name, ...dimensions].map(jsurl).join('~');
  const start = new Date(at.getTime() - 60 * MINUTE).toISOString();
  const end = new Date(at.getTime() + 30 * MINUTE).toISOString();
  const graph = [
    `metrics~(~(~${path}))`,
    "view~'timeSeries",
    `region~${jsurl(region)}`,
    `stat~${jsurl(metric.statistic ?? 'Average')}`,
    `period~${metric.period ?? 60}`,
    `start~${jsurl(start)}`,
    `end~${jsurl(end)}`,
  ];
  return home('cloudwatch', region, `metricsV2:graph=~(${graph.join('~')})`);
}

/** A command of Systems Manager, with what it printed on each instance. */
export const commandUrl = (region: string, commandId: string): string =>
  `https://${hostOf(encode(region))}/systems-manager/run-command/${encode(commandId)}?region=${encode(region)}`;

/** The instances of the region. */
export const instancesUrl = (region: string): string => home('ec2', region, 'Instances:');

/** A trail's page, by its ARN. */
export const trailUrl = (region: string, arn: string): string =>
  home('cloudtrailv2', region, `/trails/${encode(arn)}`);

/** The trails that the region knows. */
export const trailsUrl = (region: string): string => home('cloudtrailv2', region, '/trails');

/** An IAM user's page. */
export const userUrl = (region: string, name: string): string =>
  home('iam', region, `/users/details/${encode(name)}`);

/** A topic's page. */
export const topicUrl = (region: string, arn: string): string =>
  `https://${hostOf(encode(region))}/sns/v3/home?region=${encode(region)}#/topic/${encode(arn)}`;

/** What a function has logged. */
export const functionLogUrl = (region: string, name: string): string =>
  home('cloudwatch', region, `logsV2:log-groups/log-group/$252Faws$252Flambda$252F${encode(name)}`);

/** How to mute alarms for a while. */
const MUTE_RULES = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html';

/** Of an instance the page of its tags, where one pauses it (docs/operations.md); else AWS's guide to mute rules. */
export const muteUrl = (region: string, instanceId: string | undefined): string =>
  instanceId ? home('ec2', region, `ManageInstanceTags:instanceId=${encode(instanceId)}`) : MUTE_RULES;
