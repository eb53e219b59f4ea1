/** Takes the dead letters of one queue, each once: handed over first, then deleted, so that a crash loses none. */
import { messageOf } from '../shared/errors';
import type { QueueMessage } from './aws/sqs';
import { type DeadLetter, readDeadLetter, type Way } from './dead-letter';

/** `owner` is the key of the function that the dead letters were for; `functionName` is its deployed name. */
export type DeadLetterQueue = { name: string; owner: string; functionName: string };

export type Mode = { dryRun: boolean; discard: boolean };

export type RedriveDeps = {
  receiveMessages: (queue: string, hiddenSeconds: number) => Promise<QueueMessage[]>;
  deleteMessage: (queue: string, message: QueueMessage) => Promise<void>;
  setVisibility: (queue: string, message: QueueMessage) => Promise<void>;
  sendMessage: (queue: string, body: string) => Promise<void>;
  invokeLater: (functionName: string, event: unknown) => Promise<void>;
};

export type RedriveOutcome = 'put back' | 'would go back' | 'stays' | 'discarded' | 'failed';
export type Handled = DeadLetter & { owner: string; sentAt: Date; outcome: RedriveOutcome; why: string };

/** What is no longer in the queue. */
const GONE: RedriveOutcome[] = ['put back', 'discarded'];

/** Longer than it takes to read a queue: what was looked at must not come again meanwhile. */
const HIDDEN_SECONDS = 900;

async function handOver(
  way: Exclude<Way, { to: 'nobody' }>,
  body: string,
  queue: DeadLetterQueue,
  verbs: RedriveDeps,
) {
  if (way.to === 'function') return verbs.invokeLater(queue.functionName, way.event);
  return verbs.sendMessage(`${queue.functionName}-queue`, body);
}

type RedriveResult = Pick<Handled, 'outcome' | 'why'>;

async function handle(
  { way }: DeadLetter,
  message: QueueMessage,
  queue: DeadLetterQueue,
  mode: Mode,
  verbs: RedriveDeps,
) {
  const result = (outcome: RedriveOutcome, why = ''): RedriveResult => ({ outcome, why });
  if (way.to === 'nobody') {
    if (!mode.discard || mode.dryRun) return result('stays', way.why);
    await verbs.deleteMessage(queue.name, message);
    return result('discarded', way.why);
  }
  if (mode.dryRun) return result('would go back');
  await handOver(way, message.body, queue, verbs);
  await verbs.deleteMessage(queue.name, message);
  return result('put back');
}

/** One that fails does not keep the others from going. */
async function tryDeadLetter(
  message: QueueMessage,
  queue: DeadLetterQueue,
  mode: Mode,
  verbs: RedriveDeps,
): Promise<Handled> {
  const deadLetter = readDeadLetter(message, queue.owner);
  const result = await handle(deadLetter, message, queue, mode, verbs).catch(
    (error: unknown): RedriveResult => ({ outcome: 'failed', why: messageOf(error) }),
  );
  return { ...deadLetter, ...result, owner: queue.owner, sentAt: message.sentAt };
}

/** Every message that is there, until nothing more comes or what was hidden first comes again. */
async function* messagesOf(
  { name }: DeadLetterQueue,
  { receiveMessages }: RedriveDeps,
): AsyncGenerator<QueueMessage> {
  const seen = new Set<string>();
  for (;;) {
    const received = await receiveMessages(name, HIDDEN_SECONDS);
    if (received.length === 0 || received.some(({ id }) => seen.has(id))) return;
    for (const message of received) {
      seen.add(message.id);
      yield message;
    }
  }
}

/** @param now dead letters that come later, perhaps of what was just put back, are left for the next time */
export async function redriveQueue(
  queue: DeadLetterQueue,
  mode: Mode,
  now: Date,
  verbs: RedriveDeps,
): Promise<Handled[]> {
  const handled: Handled[] = [];
  const kept: QueueMessage[] = [];
  for await (const message of messagesOf(queue, verbs)) {
    const result = message.sentAt < now ? await tryDeadLetter(message, queue, mode, verbs) : undefined;
    if (result) handled.push(result);
    if (!result || !GONE.includes(result.outcome)) kept.push(message);
  }
  // What cannot be shown again now shows up by itself.
  await Promise.allSettled(kept.map((message) => verbs.setVisibility(queue.name, message)));
  return handled;
}
