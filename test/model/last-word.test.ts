/**
 * Whatever happens on the way, the newest message about an alarm names its state, nothing is lost, and nothing comes
 * twice but where a reply was cut, a function was killed between a receiver's acceptance and its mark, or the table
 * did not answer. The handler itself runs, in a simulated AWS with a simulated Slack.
 *
 * `MODEL_RUNS=20000 npx jest test/model` runs as many as CI does; `MODEL_SEED=567 MODEL_RUNS=1` runs one again.
 */
import {
  actionOf,
  type Change,
  eventOf,
  incidentOf,
  MINUTE,
  type ModelAlarm,
  modelAlarm,
  restartEvent,
} from './alarms';
import { clock, type Read, readMail, readSlack } from './reader';
import { type Dice, dice, simulation } from './simulation';
import { type Day, type Medium, world } from './world';

const RUNS = Number(process.env.MODEL_RUNS ?? 500);
const FIRST_SEED = Number(process.env.MODEL_SEED ?? 1);
/** None takes as long; a run that does not end is stopped. */
const MAX_MS_PER_RUN = 100;
const MAX_STEPS = 20_000;

/** In a run the time is the simulation's. */
const REAL_TIMERS = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

const SECOND = 1_000;
const HOUR = 60 * MINUTE;
/** So long dead letters are kept. */
const MAX_DELAY = 14 * 24 * HOUR;
const START = Date.UTC(2026, 2, 2);

/** Some of it is wrong for a while, or all the time. */
function badDay(roll: Dice): Day {
  const span = (share: number) => {
    if (!roll.chance(share)) return { from: 0, to: 0 };
    const from = roll.between(0, 5 * MINUTE);
    return { from, to: from + roll.between(MINUTE / 2, 15 * MINUTE) };
  };
  return {
    crash: roll.chance(0.5) ? roll.between(0, 0.06) : 0,
    cut: roll.chance(0.3) ? roll.between(0, 0.1) : 0,
    tableErrors: roll.chance(0.2) ? roll.between(0, 0.2) : 0,
    slackDown: span(0.4),
    slackRefuses: span(0.2),
    lettersUnwritable: roll.chance(0.05),
    slow: roll.chance(0.3) ? 0.4 : 0.05,
    poisoned: span(0.1),
  };
}

const WELL = {
  crash: 0,
  cut: 0,
  tableErrors: 0,
  slackDown: { from: 0, to: 0 },
  slackRefuses: { from: 0, to: 0 },
  lettersUnwritable: false,
  slow: 0.01,
  poisoned: { from: 0, to: 0 },
};

/** It comes so much later: at once, in a moment, or after days. */
function delay(roll: Dice): number {
  if (roll.chance(0.7)) return roll.between(0, 2 * SECOND);
  if (roll.chance(0.8)) return roll.between(0, 5 * MINUTE);
  return roll.chance(0.9) ? roll.between(0, HOUR) : roll.between(0, MAX_DELAY);
}

async function live(seed: number) {
  const roll = dice(seed);
  const sim = simulation(START);
  for (const name of ['setTimeout', 'clearTimeout'] as const)
    Object.assign(globalThis, { [name]: sim[name] });
  const day = badDay(roll);
  const { seen, deliverEvent, redrive } = world(sim, roll, day, START);
  const alarms = Array.from({ length: roll.int(1, 3) }, (_, index) =>
    modelAlarm(`alarm-${index}`, START, roll),
  );
  const restarts: { title: string; incident: string }[] = [];
  let ids = 0;
  const send = (at: number, event: (id: string) => unknown): void => {
    for (let copies = roll.chance(0.3) ? 2 : 1; copies > 0; copies -= 1) {
      ids += 1;
      const sent = event(`sns-${ids}`);
      sim.at(at + delay(roll), () => deliverEvent(sent));
    }
  };
  for (const alarm of alarms) {
    for (const change of alarm.changes) {
      send(change.at, (id) => eventOf(change, alarm, id, roll));
      if (change.muted === 'for a while') send(change.at + 10 * MINUTE, (id) => actionOf(change, id));
      if (change.state !== 'ALARM' || !roll.chance(0.2)) continue;
      const title = `Restart ${restarts.length} of ${alarm.name}`;
      restarts.push({ title, incident: incidentOf(alarm) });
      send(change.at + 20 * SECOND, () => restartEvent(alarm, title, change.at + 20 * SECOND));
    }
  }
  await sim.run(MAX_STEPS);
  Object.assign(day, WELL);
  for (let round = 0; round < 3 && seen.deadLetters.length + seen.failed.length > 0; round += 1) {
    redrive();
    await sim.run(MAX_STEPS);
  }
  return { alarms, restarts, seen };
}
type Outcome = Awaited<ReturnType<typeof live>>;

/** The last word, unless the table did not answer when it was to be kept. */
function wrongWord(alarm: ModelAlarm, reads: Read[], seen: Outcome['seen'], medium: Medium): string[] {
  const about = reads.flatMap(({ words }) => words).filter(({ name }) => name === alarm.name);
  if (about.some(({ isUnsure }) => isUnsure) || seen.unsaved[medium].has(incidentOf(alarm))) return [];
  const { state: real, muted } = alarm.changes.at(-1) ?? {};
  const last = about.at(-1)?.now;
  // Of what somebody has muted people know at most because something else came late.
  if (muted === 'for ever') return [];
  if (last === undefined)
    return real === 'ALARM' ? [`${medium}: ${alarm.name} is in ALARM, and nobody knows`] : [];
  // Quiet: people are not notified that data are missing while all was well.
  const isQuiet = real === 'INSUFFICIENT_DATA' && last === 'OK';
  return last === real || isQuiet ? [] : [`${medium}: ${alarm.name} is ${real}, the last word is ${last}`];
}

/** Of other changes it depends on the order in which they came whether anybody is to hear of them. */
function mustBeTold({ state, previousState, at, muted }: Change, alarm: ModelAlarm): boolean {
  if (muted === 'for ever') return false;
  const wasMuted = alarm.changes.some((one) => one.at < at && one.muted);
  return state === 'ALARM' || (previousState === 'ALARM' && !alarm.isContributor && !wasMuted);
}

function lostOrDoubled(alarm: ModelAlarm, reads: Read[], seen: Outcome['seen'], medium: Medium): string[] {
  const told = reads.flatMap(({ words }) => words).filter(({ name }) => name === alarm.name);
  const listed = told.flatMap(({ changes }) => changes);
  const excuses = seen.excuses.get(`${medium} ${incidentOf(alarm)}`) ?? 0;
  return alarm.changes.flatMap((change) => {
    const what = `${clock(change.at)} ${change.state}`;
    const count = listed.filter((one) => one === what).length;
    if (count > 0 && change.muted === 'for ever')
      return [`${medium}: ${alarm.name} ${what} was told though it is muted`];
    if (count === 0 && mustBeTold(change, alarm)) return [`${medium}: ${alarm.name} ${what} was lost`];
    return count > 1 + excuses ? [`${medium}: ${alarm.name} ${what} was told ${count} times`] : [];
  });
}

function lostOrDoubledRestarts({ restarts, seen }: Outcome, reads: Read[], medium: Medium): string[] {
  return restarts.flatMap(({ title, incident }) => {
    const count = reads.flatMap((read) => read.restarts).filter((one) => one === title).length;
    const excuses = seen.excuses.get(`${medium} ${incident}`) ?? 0;
    return count === 0 || count > 1 + excuses ? [`${medium}: ${title} was told ${count} times`] : [];
  });
}

/** What is wrong with the outcome of a run, in a sentence each. */
function complaints(outcome: Outcome): string[] {
  const { alarms, seen } = outcome;
  const [slack, mail] = [seen.posted.map(readSlack), seen.mailed.map(readMail)];
  return [
    ...(seen.deadLetters.length + seen.failed.length > 0 ? ['dead letters are left'] : []),
    ...alarms.flatMap((alarm) => wrongWord(alarm, slack, seen, 'Slack')),
    ...alarms.flatMap((alarm) => wrongWord(alarm, mail, seen, 'mail')),
    ...alarms.flatMap((alarm) => lostOrDoubled(alarm, slack, seen, 'Slack')),
    ...alarms.flatMap((alarm) => lostOrDoubled(alarm, mail, seen, 'mail')),
    ...lostOrDoubledRestarts(outcome, slack, 'Slack'),
    ...lostOrDoubledRestarts(outcome, mail, 'mail'),
  ];
}

describe('the last word about an alarm', () => {
  beforeAll(() => jest.spyOn(process.stdout, 'write').mockReturnValue(true));
  afterAll(() => {
    Object.assign(globalThis, REAL_TIMERS);
    jest.restoreAllMocks();
  });

  it(
    `is true, nothing is lost and nothing comes twice, on ${RUNS} bad days`,
    async () => {
      const wrong: string[] = [];
      for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS && wrong.length < 10; seed += 1) {
        const outcome = await live(seed);
        wrong.push(...complaints(outcome).map((one) => `seed ${seed}: ${one}`));
      }
      expect(wrong).toEqual([]);
    },
    RUNS * MAX_MS_PER_RUN + 10_000,
  );
});
