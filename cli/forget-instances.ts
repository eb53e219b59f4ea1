/** Takes back from the instances what the service has given them: its alarms and its instance profile. */
import { MAX_NAMES_PER_CALL } from '../functions/instance-alarms/apply';
import { OWNER_TAG } from '../functions/instance-alarms/rules';
import { verbs } from '../functions/instance-alarms/verbs';
import { detachProfile, profileAssociations } from './aws/ec2';

/** By name and by tag, as everywhere: an alarm of somebody else stays. @returns how many were deleted */
export async function deleteOurAlarms(prefix: string): Promise<number> {
  const { alarmsNamed, alarmTags, deleteAlarms, paces } = verbs;
  const ours: string[] = [];
  for (const { name, arn } of await alarmsNamed(`${prefix} `, paces.read)) {
    await paces.tag();
    if ((await alarmTags(arn))[OWNER_TAG] === prefix) ours.push(name);
  }
  for (let start = 0; start < ours.length; start += MAX_NAMES_PER_CALL) {
    await paces.change();
    await deleteAlarms(ours.slice(start, start + MAX_NAMES_PER_CALL));
  }
  return ours.length;
}

/** @returns the instances that had the profile */
export async function detachOurProfile(profileName: string): Promise<string[]> {
  const associations = await profileAssociations(profileName);
  for (const { id } of associations) await detachProfile(id);
  return associations.map(({ instanceId }) => instanceId);
}
