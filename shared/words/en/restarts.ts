/** What is said of processes that died, and of what was done about it. `subject` is `web-1: httpd`. */
import { counted } from '../../text/plural';

const start = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

export const restarts = {
  // Headlines
  notRestarted: (subject: string): string => `${subject} was not restarted`,
  keepsDying: (subject: string): string => `${subject} keeps dying`,
  restarting: (subject: string): string => `${subject} is being restarted`,
  restarted: (subject: string, seconds: string): string =>
    `${subject} is running again, restarted in ${seconds}`,
  alive: (subject: string): string => `${subject} is alive, its metric is missing`,
  failed: (subject: string): string => `${subject} did not come back`,
  unknown: (subject: string): string => `${subject}: nobody knows whether it runs again`,
  suspicious: 'A message that asks for a restart is not true',

  /** Why nothing is done, and what a person may do. */
  reason: (why: string, next: string): string => `${start(why)} ${next}`,
  processOf: (alarm: string): string => `The process of ${alarm}`,
  noProcess: 'the dimensions of its alarm name no process (exe, pattern, process_name or pidfile)',
  noInstance: 'the dimensions of its alarm name no InstanceId',
  addDimensions: 'Give the alarm the dimensions that the agent sends.',
  notMapped: (process: string): string => `${process} is not among the \`processes\` of the configuration`,
  mapIt: (process: string): string =>
    `To have it restarted add the line \`${process}: <its systemd unit>\` there and deploy.`,
  stale: (minutes: string): string => `its alarm is ${minutes} old`,
  lookAtIt: 'See how it is, and restart it by hand if need be.',
  noSuchInstance: (id: string): string => `EC2 knows no instance ${id}`,
  deleteAlarm: 'It was terminated: delete its alarm.',
  instanceIs: (state: string): string => `the instance is ${state}`,
  comesWithInstance: 'It is restarted with the instance, if its unit is enabled.',
  noTag: (key: string, value: string): string => `the instance does not carry the tag ${key}=${value}`,
  addTag: 'Add the tag to let its processes be restarted, or restart this one by hand.',
  paused: (until: string, tag: string): string => `the instance is paused until ${until} by its tag ${tag}`,
  removeTag: 'Remove the tag to have it restarted when its alarm rings again.',
  mind: (problem: string): string => `Mind that ${problem}.`,
  young: (age: string): string => `the instance was launched ${age} ago and may still be starting`,
  ifItStays:
    'If the alarm stays, restart it by hand: CloudWatch asks again only after the alarm has been OK.',
  memoryLost: (error: string): string => `what was done before is not known: ${error}`,
  restartByHand: 'See how the process is, and restart it by hand.',
  notManaged: 'the instance is not managed by Systems Manager',
  manageIt:
    'Give it a profile with AmazonSSMManagedInstanceCore and see that its SSM agent runs; restart the process by hand.',
  agentIs: (ping: string, since: string | undefined): string =>
    `its SSM agent is ${ping}${since ? ` since ${since}` : ''}`,
  seeInstance: 'See whether the instance is alive and reaches Systems Manager; restart the process by hand.',
  noDocument: 'its Systems Manager document is not there',
  deployAgain: 'Deploy the stage again.',
  unitRefused: 'the deployed Systems Manager document does not allow its unit',
  deployNewer: 'Deploy the stage again: its configuration is newer than what is deployed.',
  tooOften: (count: number, minutes: number): string =>
    `A restart was sent ${counted(count, 'time')} in ${minutes} minutes; no more are sent. ` +
    'CloudWatch will not ask again until its alarm has been OK: find out why it dies, then start it by hand.',
  outcomeFollows: (remark: string): string => `How it ends is told when it has ended. ${remark}`.trim(),

  forgotten: 'It could not be noted: how it ends may be told late, or not at all.',

  // How it ended
  active: (unit: string, pid: string): string => `${unit} is active, with main PID ${pid}.`,
  agentMissing: (unit: string, pid: string): string =>
    `It was not restarted: ${unit} is active, with main PID ${pid}. Look at the CloudWatch agent: \`systemctl status amazon-cloudwatch-agent\`.`,
  unknownUnit: (unit: string): string =>
    `systemd knows no unit ${unit} there. Correct the unit in \`processes\` of the configuration and deploy; restart the process by hand.`,
  stateAfter: (unit: string, state: string, seconds: string): string =>
    `${unit} is ${state} ${seconds} after the restart. The end of its journal says why.`,
  noProof: 'The command succeeded, but printed nothing that proves it.',
  unreached:
    'The command did not reach the instance within 60 s: its SSM agent is offline. Restart the process by hand.',
  tooLong: 'The command ran longer than it may.',
  still: (status: string): string => `The command is still ${status}.`,
  ended: (status: string): string => `The command ended as ${status}.`,
  notKnownToSsm: 'unknown to SSM',
  ssmSilent: (why: string): string => `Systems Manager could not be asked: ${why}.`,
  seeCommand: 'See the instance, and the command in Systems Manager.',
  output: 'Its last words',
  errors: 'Errors',

  // Messages that CloudWatch does not bear out
  untrue: (alarm: string, why: string): string =>
    `It says that ${alarm} is in ALARM, but ${why}. Nothing was restarted. See who may publish to the topic; more messages of this kind are only logged today.`,
  noSuchAlarm:
    'CloudWatch has no such alarm here: it was deleted, never was, or is of another region or account',
  anotherAlarm: (arn: string): string => `CloudWatch's alarm of that name here is ${arn}`,
  elsewhere: (region: string, account: string): string => `it belongs to ${region} in account ${account}`,
  anotherMetric: 'the alarm is over another metric, or has other dimensions',
  future: (at: string): string => `its time, ${at}, is still to come`,
  notRinging: (state: string, since: string, at: string): string =>
    `the alarm is ${state} since ${since}, and the message says ALARM at ${at}`,
  alreadyIn: (state: string): string => `the alarm is already ${state}`,
  noAction: (topic: string): string => `the alarm has no action on the topic ${topic}`,
  actionsDisabled: "the alarm's actions are disabled",
  sendsNothing: (why: string): string => `${why}: CloudWatch sends no message`,
};
