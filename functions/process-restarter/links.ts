/** Where people go on from what is said of a restart. */
import { parseArn } from '../../shared/aws/arn';
import { alarmUrl, commandUrl, instanceUrl, topicUrl } from '../../shared/aws/console';
import { optionalEnv } from '../../shared/env';
import type { Notification } from '../../shared/notification';
import { commonWords } from '../../shared/words/common';

type Places = { alarm?: string | undefined; instanceId?: string | undefined; commandId?: string | undefined };

/** In the order of use; `alarm` is its name. Alarm, instance and command are of the function's own region. */
export function restartLinks({ commandId, instanceId, alarm }: Places): Notification['links'] {
  const region = optionalEnv('AWS_REGION');
  if (region === undefined) return [];
  const { links } = commonWords();
  return [
    ...(commandId ? [{ text: links.command, url: commandUrl(region, commandId) }] : []),
    ...(instanceId ? [{ text: links.instance, url: instanceUrl(region, instanceId) }] : []),
    ...(alarm ? [{ text: links.alarm, url: alarmUrl(region, alarm) }] : []),
  ];
}

/** Who may publish to a topic is on its page. */
export function topicLinks(arn: string): Notification['links'] {
  const region = parseArn(arn)?.region;
  return region ? [{ text: commonWords().links.topic, url: topicUrl(region, arn) }] : [];
}
