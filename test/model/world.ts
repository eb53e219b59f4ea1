/**
 * AWS and Slack as the notifier meets them on a bad day: events that come twice, late and in any order, functions that
 * are killed at any step, replies that are cut, a Slack that is down or refuses, a table that does not answer.
 */
import type { Delivery } from '../../functions/slack-notifier/delivery/delivery';
import type { Deps } from '../../functions/slack-notifier/deps';
import { createHandler } from '../../functions/slack-notifier/handler';
import type { SlackMessage } from '../../functions/slack-notifier/receivers/slack/limits';
import { SlackError, StoreError } from '../../shared/errors';
import { memoryIncidents } from '../../shared/state/memory-incidents';
import type { Dice, Simulation } from './simulation';

const SECOND = 1_000;
const FUNCTION_TIMEOUT = 25 * SECOND;
const RETRIES_AFTER = [60 * SECOND, 120 * SECOND];
const VISIBILITY_TIMEOUT = 180 * SECOND;
const BATCH_SIZE = 40;
const MAX_CONSUMERS = 2;
const MEDIA: Medium[] = ['Slack', 'mail'];

/** What somebody waits for an answer, at most: of Slack, of the table and of SNS (functions/slack-notifier). */
const PATIENCE = { slack: 5 * SECOND, table: 3 * SECOND, sns: 5 * SECOND };

/**
 * How bad the day is. `crash`, `cut`, `slow`: shares of all calls. Spans of time in ms since the start. `poisoned`: Slack
 * takes nothing about the first alarm.
 */
export type Day = {
  crash: number;
  cut: number;
  tableErrors: number;
  slackDown: { from: number; to: number };
  slackRefuses: { from: number; to: number };
  lettersUnwritable: boolean;
  slow: number;
  poisoned: { from: number; to: number };
};

type Message = { body: string; sentAt: number; visibleAt: number; id: string };
export type Medium = 'Slack' | 'mail';

/**
 * `claimed`: the incidents it has asked for, of which it holds some. `unmarked`: of which a receiver has something that is
 * not in the table yet. `saveFailed`: it may stay so.
 */
type Invocation = {
  isAlive: boolean;
  started: number;
  claimed: Set<string>;
  held: Set<string>;
  unmarked: Record<Medium, Set<string>>;
  saveFailed: boolean;
};

/** What the receivers have accepted, in order. `excuses` counts for each medium and incident what may have doubled it. */
export type Seen = {
  posted: SlackMessage[];
  mailed: string[];
  excuses: Map<string, number>;
  /** A receiver has something of it, and the table did not answer when that was to be kept. */
  unsaved: Record<Medium, Set<string>>;
  deadLetters: Delivery[];
  failed: unknown[];
};

class Killed extends Error {}

function outcomeOf<T>(effect: () => T): { value: T } | { error: unknown } {
  try {
    return { value: effect() };
  } catch (error) {
    return { error };
  }
}

/** The latencies of a call: mostly short, at times longer than anybody waits. */
const latency = (dice: Dice, { slow }: Day): number =>
  dice.chance(slow) ? dice.between(300, 9_000) : dice.between(5, 300);

/**
 * How a call may fail. `failed`: what it throws when its answer is cut, or does not come within `patience` ms. `unsure` is
 * called when it was done all the same.
 */
type Risk = { failed: () => Error; patience: number; unsure: () => void };

export function world(sim: Simulation, dice: Dice, day: Day, start: number) {
  const table = memoryIncidents();
  const seen: Seen = {
    posted: [],
    mailed: [],
    excuses: new Map(),
    unsaved: { Slack: new Set(), mail: new Set() },
    deadLetters: [],
    failed: [],
  };
  let queue: Message[] = [];
  let consumers = 0;
  let freeAt = 0;
  let ids = 0;

  const within = ({ from, to }: { from: number; to: number }): boolean =>
    sim.now() - start >= from && sim.now() - start < to;

  const excuse = (incidents: Iterable<string>, media: Medium[]): void => {
    for (const incident of incidents) {
      for (const medium of media) {
        const key = `${medium} ${incident}`;
        seen.excuses.set(key, (seen.excuses.get(key) ?? 0) + 1);
      }
    }
  };

  const kill = (invocation: Invocation): void => {
    invocation.isAlive = false;
    for (const medium of MEDIA) excuse(invocation.unmarked[medium], [medium]);
  };

  /** A receiver has a message of all that is held; without the table of all that was asked for. */
  const accepted = ({ claimed, held, unmarked }: Invocation, medium: Medium, message: unknown): void => {
    const isUnsure = JSON.stringify(message).includes('The state table could not be asked');
    for (const incident of held) unmarked[medium].add(incident);
    if (isUnsure) excuse(claimed, [medium]);
  };

  /** After a while, unless the function is killed meanwhile. */
  const later = (invocation: Invocation, run: () => void): void => {
    sim.at(sim.now() + latency(dice, day) / 2, () => {
      if (!invocation.isAlive) return;
      if (dice.chance(day.crash)) kill(invocation);
      else run();
    });
  };

  /** A call: it arrives, does what it does, and is answered. Who does not wait any more has closed the connection. */
  function call<T>(invocation: Invocation, effect: () => T, risk?: Risk): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let state: 'asked' | 'done' | 'over' = 'asked';
    const fail = ({ failed, unsure }: Risk): void => {
      if (state === 'over') return;
      if (state === 'done') unsure();
      state = 'over';
      reject(failed());
    };
    const answer = (outcome: ReturnType<typeof outcomeOf<T>>): void => {
      if (risk && 'value' in outcome && dice.chance(day.cut)) fail(risk);
      if (state === 'over') return;
      state = 'over';
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.value);
    };
    const arrive = (): void => {
      if (state === 'over') return;
      const outcome = outcomeOf(effect);
      state = 'done';
      later(invocation, () => answer(outcome));
    };
    if (!invocation.isAlive) return promise;
    later(invocation, arrive);
    if (risk) sim.at(sim.now() + risk.patience, () => invocation.isAlive && fail(risk));
    return promise;
  }

  /** @param saving the incident of which something is to be kept */
  const askTable = <T>(invocation: Invocation, effect: () => T, saving?: string): Promise<T> => {
    const lost = (): void => {
      const media = MEDIA.filter((medium) => saving && invocation.unmarked[medium].has(saving));
      if (saving) excuse([saving], media);
      if (saving) invocation.saveFailed = true;
    };
    const refusing = (): T => {
      if (!dice.chance(day.tableErrors)) return effect();
      lost();
      throw new StoreError('throttled');
    };
    const failed = (): Error => {
      lost();
      return new StoreError('no answer');
    };
    return call(invocation, refusing, { failed, patience: PATIENCE.table, unsure: () => undefined });
  };

  const post = (invocation: Invocation, message: SlackMessage): void => {
    if (within(day.slackDown)) throw new SlackError('Service Unavailable', false);
    if (within(day.slackRefuses)) throw new SlackError('no_service', true);
    if (within(day.poisoned) && JSON.stringify(message).includes('alarm-0')) {
      throw new SlackError('invalid_blocks', true, { isOfMessage: true });
    }
    seen.posted.push(message);
    accepted(invocation, 'Slack', message);
  };

  const depsFor = (invocation: Invocation): Deps => ({
    now: () => new Date(sim.now()),
    wait: (ms) =>
      new Promise((resolve) => sim.at(sim.now() + ms, () => invocation.isAlive && resolve(undefined))),
    webhookUrl: () => call(invocation, () => 'https://hooks.slack.com/services/T/B/x'),
    postMessage: (_, message) =>
      call(invocation, () => post(invocation, message), {
        failed: () => new SlackError('socket hang up', false),
        patience: PATIENCE.slack,
        unsure: () => excuse(invocation.held, ['Slack']),
      }),
    probeWebhook: async () => ({ state: 'alive', word: 'no_text', status: 400 }),
    allAlarms: () => true,
    notifyOn: () => ({ ok: 'after-alarm', insufficientData: 'after-alarm' }),
    mentions: () => ({ critical: [], warning: [], info: [] }),
    timeZone: () => 'UTC',
    sms: () => ({ numbers: [], notifyOn: [] }),
    okInhibitedBy: async () => undefined,
    knownInstance: async () => undefined,
    claimIncident: async (request) => {
      invocation.claimed.add(request.incident);
      const answer = await askTable(invocation, () =>
        table.claimIncident({ ...request, now: new Date(sim.now()) }),
      );
      if (answer.won) invocation.held.add(request.incident);
      return answer;
    },
    saveIncident: async (request) => {
      const saved = await askTable(invocation, () => table.saveIncident(request), request.incident);
      if (request.entry && saved)
        for (const medium of MEDIA) invocation.unmarked[medium].delete(request.incident);
      return saved;
    },
    takeSlot: (maxWait) =>
      askTable(invocation, () => {
        const wait = Math.max(0, freeAt - sim.now());
        if (wait > maxWait) return undefined;
        freeAt = sim.now() + wait + 1_100;
        return wait;
      }),
    backOff: async () => undefined,
    publish: (email) => {
      const publish = (): void => {
        seen.mailed.push(`${email.subject}\n${email.body}`);
        // By now what Slack has is marked, or nobody could.
        if (!invocation.saveFailed) invocation.unmarked.Slack.clear();
        accepted(invocation, 'mail', email.body);
      };
      return call(invocation, publish, {
        failed: () => new Error('socket hang up'),
        patience: PATIENCE.sns,
        unsure: () => excuse(invocation.held, ['mail']),
      });
    },
    takeSms: async () => 0,
    sendSms: async () => undefined,
    enqueue: (letter) =>
      call(invocation, () => enqueue(JSON.stringify(letter)), {
        failed: () => new Error('socket hang up'),
        patience: PATIENCE.sns,
        unsure: () => undefined,
      }),
    comeAgain: async (receipt, seconds) => {
      for (const message of queue) {
        if (message.id === receipt) message.visibleAt = sim.now() + seconds * SECOND;
      }
    },
    deadLetter: (letter) =>
      call(invocation, () => {
        if (day.lettersUnwritable) throw new Error('denied');
        seen.deadLetters.push(letter);
      }),
    deadLetterUnread: async (body) => {
      throw new Error(`unreadable: ${body}`);
    },
  });

  /** @param ended with the answer, the error, or `Killed` */
  function invoke(event: unknown, ended: (answer: unknown, error: unknown) => void): void {
    const invocation: Invocation = {
      isAlive: true,
      started: sim.now(),
      claimed: new Set(),
      held: new Set(),
      unmarked: { Slack: new Set(), mail: new Set() },
      saveFailed: false,
    };
    const left = () => invocation.started + FUNCTION_TIMEOUT - sim.now();
    let isOver = false;
    const over = (answer: unknown, error?: unknown): void => {
      if (isOver) return;
      isOver = true;
      for (const medium of invocation.isAlive ? MEDIA : []) {
        for (const incident of invocation.unmarked[medium]) seen.unsaved[medium].add(incident);
      }
      invocation.isAlive = false;
      ended(answer, error);
    };
    ids += 1;
    const context = {
      awsRequestId: `request-${ids}`,
      invokedFunctionArn: 'arn:aws:lambda:r:1:function:f',
      getRemainingTimeInMillis: left,
    };
    createHandler(depsFor(invocation))(event, context).then(
      (answer) => invocation.isAlive && over(answer),
      (error: unknown) => invocation.isAlive && over(undefined, error),
    );
    sim.at(invocation.started + FUNCTION_TIMEOUT, () => {
      if (invocation.isAlive) kill(invocation);
      over(undefined, new Killed());
    });
  }

  function enqueue(body: string): void {
    ids += 1;
    queue.push({ body, sentAt: sim.now(), visibleAt: sim.now(), id: `m-${ids}` });
    poll(sim.now() + dice.between(1, 5 * SECOND));
  }

  let pollAt = Number.POSITIVE_INFINITY;
  function poll(at: number): void {
    if (pollAt <= at && pollAt > sim.now()) return;
    pollAt = at;
    sim.at(at, consume);
  }

  function consume(): void {
    const visible = queue.filter(({ visibleAt }) => visibleAt <= sim.now());
    const next = Math.min(...queue.map(({ visibleAt }) => visibleAt).filter((at) => at > sim.now()));
    if (Number.isFinite(next)) poll(next);
    if (visible.length === 0) return;
    if (consumers >= MAX_CONSUMERS) {
      poll(sim.now() + SECOND);
      return;
    }
    consumers += 1;
    const batch = visible.slice(0, dice.int(1, BATCH_SIZE));
    for (const message of batch) message.visibleAt = sim.now() + VISIBILITY_TIMEOUT;
    const Records = batch.map(({ id, body, sentAt }) => ({
      eventSource: 'aws:sqs',
      messageId: id,
      body,
      receiptHandle: id,
      attributes: { SentTimestamp: String(Math.floor(sentAt)) },
    }));
    invoke({ Records }, (answer) => {
      consumers -= 1;
      const failures: { itemIdentifier: string }[] =
        Object(answer).batchItemFailures ?? batch.map(({ id }) => ({ itemIdentifier: id }));
      const left = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
      const taken = new Set(batch.map(({ id }) => id));
      queue = queue.filter(({ id }) => !taken.has(id) || left.has(id));
      poll(sim.now() + SECOND);
    });
  }

  /** As Lambda does with an asynchronous event: three attempts, then it is put aside. */
  function deliverEvent(event: unknown, attempt = 0): void {
    invoke(event, (_, error) => {
      if (error === undefined) return;
      const after = RETRIES_AFTER[attempt];
      if (after === undefined) return void seen.failed.push(event);
      sim.at(sim.now() + after, () => deliverEvent(event, attempt + 1));
    });
  }

  return {
    seen,
    table,
    deliverEvent,
    /** Somebody has mended what was wrong, and puts the dead letters back. */
    redrive: (): void => {
      for (const letter of seen.deadLetters.splice(0)) enqueue(JSON.stringify(letter));
      for (const event of seen.failed.splice(0)) deliverEvent(event);
    },
  };
}
