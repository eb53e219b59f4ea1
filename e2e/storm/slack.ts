/** Slack on a bad day, and what it has got. */
import { type Answer, OK, type Request, type StandIn, startStandIn } from '../slack-stand-in';
import { useDeployedWebhook, useWebhook } from '../webhook';

const TOO_MANY: Answer = { status: 429, word: 'rate_limited', headers: { 'retry-after': '1' } };
/** Slack takes one a second; a little more is what networks do to times. */
export const MAX_REQUESTS_PER_SECOND = 1.2;

/** In a `describe`: the deployed notifier posts to a Slack that takes one message a second, unless `bad` says worse. */
export function badSlack(bad: (at: number) => Answer | undefined = () => undefined): () => StandIn {
  let slack: StandIn;
  beforeAll(async () => {
    let last = Number.NEGATIVE_INFINITY;
    slack = await startStandIn((at) => {
      const answer = bad(at) ?? (at - last < 1_000 ? TOO_MANY : OK);
      if (answer === OK) last = at;
      return answer;
    });
    await useWebhook(slack.webhookUrl);
  });
  afterAll(async () => {
    await useDeployedWebhook();
    await slack.stop();
  });
  return () => slack;
}

export const isStatus =
  (status: number) =>
  ({ answer }: Request): boolean =>
    answer !== 'cut' && answer.status === status;

export const isCut = ({ answer }: Request): boolean => answer === 'cut';

/** How many requests there were a second, between the first and the last. */
export function rateOf(requests: Request[]): number {
  const [first, last] = [requests[0], requests.at(-1)];
  if (!first || !last || first === last) return 0;
  return ((requests.length - 1) * 1_000) / (last.at - first.at);
}

export const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
