/**
 * The emulator asks a role for `*` where AWS asks for the alarms that a call names, unless the call has an `AlarmName`. So
 * those actions are allowed on `*` there. What is really deployed is checked in template.e2e.test.ts.
 */
import { rolePolicy } from './lambda';

export const NAMELESS = [
  'cloudwatch:DeleteAlarms',
  'cloudwatch:DisableAlarmActions',
  'cloudwatch:EnableAlarmActions',
  'cloudwatch:ListTagsForResource',
  'cloudwatch:TagResource',
  'cloudwatch:UntagResource',
];

/** Widens the role of the function, for the emulator alone. */
export async function allowNamelessResources(functionName: string): Promise<void> {
  const { policy, put } = await rolePolicy(functionName);
  const statement = { Effect: 'Allow', Action: NAMELESS, Resource: '*' };
  await put({ ...policy, Statement: [...policy.Statement, statement] });
}
