/** What is said of EC2 instances and of their alarms. `name` is the instance's, or its id. */
import { counted } from '../../text/plural';
import { listed } from './common';

const alarms = (count: number): string => counted(count, 'alarm');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const STATES: Record<string, string> = {
  pending: 'is starting',
  running: 'is running',
  stopping: 'is stopping',
  stopped: 'has stopped',
  'shutting-down': 'is being terminated',
  terminated: 'was terminated',
};

export const instances = {
  // Headlines
  changed: (name: string, state: string, reason: string): string =>
    `${name} ${STATES[state] ?? `is ${state}`}${reason && `: ${reason}`}`,
  changedSince: (name: string, state: string, now: string): string =>
    `${name} ${STATES[state] ?? `is ${state}`}, and by now ${STATES[now] ?? `is ${now}`}`,
  awaitOptIn: (count: number): string => `${counted(count, 'instance')} without alarms`,
  trouble: 'Alarms of instances need a look',
  leftOut: 'Instances report more than there are alarms for',
  silenced: (name: string): string => `Tags silence ${name}`,
  silencedMany: (count: number): string => `Tags silence ${counted(count, 'instance')}`,

  /** Who caused a change, by the codes of EC2. */
  reasons: {
    user: 'asked for by the API or the console',
    itself: 'from inside, by its own system',
    spot: 'AWS takes back the Spot capacity',
    capacity: 'AWS has no capacity for it',
    aws: 'AWS did it',
    volume: 'its volume fails',
    launchFailed: 'it could not be launched',
  },
  awsSays: (reason: string): string => `AWS says: ${reason}.`,

  // Sentences
  deleted: (count: number): string => `Its ${alarms(count)} ${count === 1 ? 'was' : 'were'} deleted.`,
  asleep: (count: number): string =>
    `Its ${alarms(count)} act${count === 1 ? 's' : ''} on nothing until it runs again.`,
  grace: (count: number, minutes: number): string =>
    `Its ${alarms(count)} act${count === 1 ? 's' : ''} on nothing for ${minutes} minutes, or until the agent reports.`,
  awake: (count: number): string => `Its ${alarms(count)} ${count === 1 ? 'is' : 'are'} on.`,
  awaits: (command: string): string =>
    `It was there before this service: its alarms wait for \`${command}\`.`,
  slow: 'Detailed monitoring is off: CPU is looked at every five minutes.',
  attached: (profile: string): string => `It had no instance profile and got ${profile}.`,
  profileWaits: 'It has no instance profile yet; the next look gives it one.',
  profileLacks: (profile: string, policies: string[]): string =>
    `Its instance profile ${profile} lacks ${listed(policies)}; it is not changed.`,
  problem: (problem: string): string => `${capital(problem)}.`,
  optIn: (command: string, count: number, cost: string, more: number): string =>
    `They were there before this service. \`${command}\` makes ${alarms(count)} for them, about ${cost}${
      more > 0 ? `, and up to ${more} more for processes that have run within a day` : ''
    }; instances launched from now on get theirs at once.`,
  cost: (usd: string): string => `${usd} USD a month`,
  troubleText: (failed: number, problems: number): string =>
    `Of the instances ${[
      failed > 0 ? `${failed} could not be looked after` : '',
      problems > 0 ? `${problems} have something that cannot be used` : '',
    ]
      .filter(Boolean)
      .join(', ')}.`,
  leftOutText: (count: number, on: number, most: number): string =>
    `On ${counted(on, 'instance')} ${alarms(count)} more would be made for disks and processes: a template has ${most} on an instance at most (\`instances.most\` in config/).`,
  leftOutLine: (template: string, most: number, items: string): string =>
    `${template} has ${most} alarms; none have: ${items}`,
  whoTagged: 'Who has set that is among the `CreateTags` of CloudTrail.',
  silence: (name: string, silences: string[]): string => `${name}: ${silences.join('; ')}`,
  skipped: (tag: string): string => `it has no alarms and no messages: its tag ${tag} is true`,
  outOfReach: (template: string, tag: string, threshold: number, configured: number): string =>
    `${template} never rings: its tag ${tag} is ${threshold}, where \`config/\` says ${configured}`,
  pausedBy: (tag: string, value: string, hours: number): string =>
    `its alarms act on nothing and its processes are not restarted: its tag ${tag} is ${value} (${hours} h at most)`,
  badSkip: (tag: string, value: string): string => `the tag ${tag} holds "${value}", not true or false`,
  badThreshold: (tag: string, value: string): string =>
    `the tag ${tag} holds "${value}", not a number: the default threshold holds`,
  noTemplate: (tag: string): string => `the tag ${tag} is for no template of config/`,

  // Details
  plan: 'The plan',
  wrong: 'What is wrong',
  leftOutTitle: 'Left out',
  silencedTitle: 'What is switched off',
};
