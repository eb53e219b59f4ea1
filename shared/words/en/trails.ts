/** What is said of trails of CloudTrail, the audit log, and of who signs in as root. `who` is as in actor.ts. */
import { counted } from '../../text/plural';

export const trails = {
  unknownTrail: '(not named)',
  // Headlines. A trail's name is in them as it is.
  onAgain: (name: string, who: string | undefined): string =>
    `Audit log ${name} was switched off${who ? ` by ${who}` : ''}, and is on again`,
  repeated: (name: string): string => `Somebody keeps switching off the audit log ${name}`,
  stillOff: (name: string): string => `Audit log ${name} is still OFF`,
  switchedOff: (name: string, who: string | undefined): string =>
    `Audit log ${name} was switched off${who ? ` by ${who}` : ''}`,
  staysOff: (name: string, who: string | undefined): string =>
    `Audit log ${name} was switched off${who ? ` by ${who}` : ''}, and stays off`,
  pausedOff: (name: string): string => `Audit log ${name} is off, and stays off`,
  off: (name: string): string => `Audit log ${name} is off`,
  weakened: (name: string, who: string | undefined): string =>
    `Audit log ${name} was weakened${who ? ` by ${who}` : ''}`,
  changed: (name: string, who: string): string => `Audit log ${name} was changed by ${who}`,
  deleted: (name: string, who: string): string => `Audit log ${name} was deleted by ${who}`,
  notPaused: (name: string): string => `Audit log ${name} is not paused`,
  pausedUntil: (name: string, until: string): string => `Audit log ${name} is paused until ${until}`,
  refused: {
    StopLogging: (name: string, who: string): string => `${who} tried to switch off the audit log ${name}`,
    DeleteTrail: (name: string, who: string): string => `${who} tried to delete the audit log ${name}`,
    UpdateTrail: (name: string, who: string): string => `${who} tried to change the audit log ${name}`,
    PutEventSelectors: (name: string, who: string): string =>
      `${who} tried to change what the audit log ${name} records`,
    AddTags: (name: string, who: string): string => `${who} tried to tag the audit log ${name}`,
  },
  notKept: (name: string): string => `What the audit log ${name} records is not kept`,
  notChecked: (name: string | undefined): string =>
    name ? `Audit log ${name} could not be looked at` : 'The audit logs could not be looked at',
  watching: (count: number, region: string): string =>
    `Audit log: ${counted(count, 'trail')} watched in ${region}`,
  gap: 'The audit log records nothing',
  look: 'A look at the trails',

  // Sentences
  by: (who: string): string => `By ${who}.`,
  offFor: (duration: string, since: string): string => `Off for ${duration}, from ${since}.`,
  offForUnknown: 'Nobody knows for how long it was off.',
  startedAgain: 'It was switched on again.',
  startedBefore: 'Somebody, or the poll, had switched it on before this was read.',
  foundOff: 'A look at the trails found it switched off. No event has said who did it.',
  foundWeaker: 'A look at the trails found it. No event has said who did it.',
  foundNeverOn: 'A look at the trails found that it was never switched on.',
  stoppedBy: (who: string): string => `Switched off by ${who}.`,
  homeRegion: (region: string): string => `It can be switched on only in ${region}, its home region.`,
  homeAccount: (account: string): string =>
    `Account ${account}, to which it belongs, alone can switch it on.`,
  notListed: 'It is not among `trails.names` in config/.',
  pause: (until: string, by: string | undefined): string =>
    `It is paused until ${until}, ${by ? `set by ${by}` : 'and no event has said who set that'}.`,
  thenOn: 'Then it is switched on again.',
  mind: (problem: string): string => `Mind that ${problem}.`,
  pauseHoldsNot: (problem: string): string => `Its pause does not hold: ${problem}.`,
  pauseUnknown: (error: string): string => `Whether it is paused could not be looked up: ${error}.`,
  pauseNoTime: (tag: string, value: string): string =>
    `The tag ${tag} holds "${value}", which is no time to come.`,
  pauseEnds: (tag: string): string =>
    `Until then it is not switched on again. Removing the tag ${tag} ends the pause.`,
  setting: (setting: string, now: string, before: string): string => `${setting}: ${now} (before: ${before})`,
  all: (settings: string[]): string => `${settings.join('; ')}.`,
  noWeaker: 'It is no weaker than before.',
  weakerUnknown: 'Whether it is weaker than before is not known.',
  cannotBeUndone: 'That cannot be undone: the trail must be created anew.',
  refusedWhy: (why: string): string => `Nothing has changed: AWS refused it (${why}).`,
  repeatedText: (count: number, minutes: number): string =>
    `It was switched on again ${counted(count, 'time')} in ${minutes} minutes, and will be each time. From now on only every tenth time is told. Take the right to do so from whoever does it.`,
  notStarted: (error: string): string => `It could not be switched on again: ${error}.`,
  run: (command: string): string => `It records nothing until somebody runs: ${command}`,
  dryStart: 'Dry run: on AWS it would be switched on again, unless its tag pauses it.',
  dryLook: 'Dry run: on AWS every trail of this region would be looked at, and switched on if it is off.',
  acceptedButOff: 'StartLogging was accepted, but the trail does not log',
  bucketRefused: (error: string): string => `Its bucket did not take the log the last time: ${error}.`,
  notConfirmed: (error: string): string => `Whether it logs could not be looked up: ${error}.`,
  unguarded: (problem: string): string => `This may be told twice, and is not counted: ${problem}`,
  offSince: (since: string): string => `It is off since ${since}.`,
  neverOn: 'It was never switched on.',
  onlyAccount: (account: string): string =>
    `Account ${account} alone, to which it belongs, can switch it on.`,
  onlyRegion: (region: string, command: string, deploy: string): string =>
    `It can be switched on in ${region} only: ${command}. A stage there does so by itself: ${deploy}`,
  bucketRefuses: (bucket: string, error: string): string =>
    `It logs, but its bucket ${bucket} does not take the log: ${error}. Look at the bucket's policy.`,
  nobodyKnows: (error: string): string =>
    `So nobody knows whether it is on, and it is not switched on again: ${error}.`,
  switchedOnWhenever: (names: string): string =>
    `Switched on again whenever somebody switches it off: ${names}.`,
  noneFromHere: 'No trail can be switched on from here.',
  elsewhere: (name: string, region: string, deploy: string): string =>
    `${name}: its home is ${region}. Watch it there: ${deploy}`,
  ofAccount: (name: string, account: string): string =>
    `${name}: it belongs to account ${account}, which alone can switch it on.`,
  unlisted: (name: string): string => `${name}: it is not among \`trails.names\` in config/.`,
  noTrail: (region: string): string => `There is no trail for ${region}.`,
  noneRecords:
    'No trail records management events that write: they are switched off, paused, or set to record none.',
  gapText: (why: string): string =>
    `${why} Nobody's calls are recorded, and whoever changes that is not told of. Create a trail, or let this stack do it: auditTrail: true in config/.`,

  // Details
  asItWas: 'As it was set',
  notSeen: 'not known: the poll had not seen it yet',
  notWatched: 'Not watched from here',

  // Settings
  settings: {
    multiRegion: 'All regions',
    globalEvents: 'Global services',
    validation: 'Log file validation',
    organization: 'Whole organisation',
    recursive: 'Recursive logging',
    kmsKey: 'Encryption key',
    logGroup: 'CloudWatch Logs group',
    logRole: 'Role for CloudWatch Logs',
    topic: 'SNS topic',
    bucket: 'Bucket',
    prefix: 'Prefix',
  },
  on: 'on',
  offValue: 'off',
  none: 'none',
  set: 'set',
  selectors: 'Event selectors',
  categories: {
    Management: 'Management events',
    Data: 'Data events',
    NetworkActivity: 'Network activity events',
  },
  recorded: {
    all: 'all',
    readOnly: 'read only',
    writeOnly: 'write only',
    off: 'off',
    where: (kind: string, filters: string[]): string => `${kind}, where ${filters.join(' and ')}`,
    or: (all: string[]): string => all.join(' or '),
    operators: {
      equals: 'is',
      notEquals: 'is not',
      startsWith: 'starts with',
      notStartsWith: 'does not start with',
      endsWith: 'ends with',
      notEndsWith: 'does not end with',
    },
  },

  // Root
  rootSignedIn: (what: string): string => `${what} as the root user succeeded`,
  rootFailed: (what: string): string => `${what} as the root user failed`,
  signIn: 'Sign-in',
  rootFrom: (address: string, mfa: string): string => `From ${address}, MFA ${mfa}.`,
  unknownAddress: 'an unknown address',
  mfa: { used: 'used', notUsed: 'not used', unknown: 'not known' },
  rootFailedAdvice: 'Somebody knows the address of the root user and tries passwords or codes.',
  rootAdvice:
    'The root user may do everything. If it was none of you: change its password and its MFA device now, and look at what it did since.',
  why: (why: string): string => `AWS says: ${why}.`,
};
