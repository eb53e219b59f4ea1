/**
 * `npm run bench -- plan`: a reconcile of 5,000 instances with 6 alarms each, against AWS in memory: calls, memory
 * and time.
 */
import { countsOf, summaryOf } from '../../functions/instance-alarms/plan-text';
import { reconcileAll } from '../../functions/instance-alarms/reconcile-all';
import type { Rules } from '../../functions/instance-alarms/rules';
import { memoryStore } from '../../shared/state/store';
import { fakeAws } from '../../test/fake-aws';
import { instance, now, reported, rules } from '../../test/instances';

const INSTANCES = 5_000;
const PER_PAGE = { 'list alarms': 100, 'list metrics': 500, 'describe instances': 1_000 };
/** What AWS takes in a second from one account. */
const CHANGES = 3;
const READS = 9;
/** What we ask for: AWS takes 400. */
const STATISTICS = 100;

const aws = fakeAws();
for (let index = 0; index < INSTANCES; index += 1) {
  const id = `i-${index.toString(16).padStart(17, '0')}`;
  aws.instances.set(id, {
    ...instance,
    id,
    tags: { Name: `web-${index}`, team: 'shop' },
    name: `web-${index}`,
  });
  aws.metrics.push({ ...reported.memory, dimensions: { ...reported.memory.dimensions, InstanceId: id } });
}
const store = memoryStore();

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const minutes = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

/** Pages of the listings, and every other call, by kind. */
function callsOf(): Record<'reads' | 'changes' | 'tags' | 'statistics', number> {
  const pages =
    Math.ceil(aws.alarms.size / PER_PAGE['list alarms']) +
    Math.ceil(aws.metrics.length / PER_PAGE['list metrics']) +
    Math.ceil(INSTANCES / PER_PAGE['describe instances']);
  const sum = (...verbs: string[]) => verbs.reduce((count, verb) => count + aws.count(verb), 0);
  return {
    reads: pages,
    changes: sum('put', 'delete', 'enable', 'disable', 'reset'),
    tags: sum('tags', 'tag', 'untag'),
    statistics: sum('statistics', 'alive'),
  };
}

async function measure(what: string, act: boolean, over: Rules): Promise<void> {
  aws.calls.length = 0;
  const started = performance.now();
  const report = await reconcileAll({
    verbs: aws.verbs,
    rules: over,
    store,
    now,
    adoption: async () => ({ since: undefined, optedIn: true }),
    msLeft: () => Number.POSITIVE_INFINITY,
    act,
  });
  const ms = Math.round(performance.now() - started);
  const { heapUsed, rss } = process.memoryUsage();
  const { reads, changes, tags, statistics } = callsOf();
  const atLimits = reads / READS + changes / CHANGES + tags / READS + statistics / STATISTICS;
  console.log(`${what}: ${summaryOf(countsOf(report.plans)) || 'nothing to do'}`);
  console.log(`  ${ms} ms of our own, heap ${megabytes(heapUsed)}, process ${megabytes(rss)}`);
  console.log(
    `  ${reads} listings, ${changes} changes, ${tags} calls about tags, ${statistics} about processes: ` +
      `${minutes(atLimits)} at AWS's limits`,
  );
}

export async function plan(): Promise<void> {
  console.log(`${INSTANCES} instances, ${6 * INSTANCES} alarms`);
  const memoryAlarms = Object.entries(rules.config.templates).filter(([, { what }]) => what !== 'processes');
  const six: Rules = { ...rules, config: { ...rules.config, templates: Object.fromEntries(memoryAlarms) } };
  const [name, template] = memoryAlarms[0] ?? [];
  if (!name || !template) throw new Error('expected a template');
  const templates = { ...six.config.templates, [name]: { ...template, threshold: 70 } };
  await measure('the plan before opt-in', false, six);
  await measure('after opt-in', true, six);
  await measure('the same again', true, six);
  const old = [...aws.metrics];
  for (const { dimensions } of old) {
    for (const { metric, namespace, dimensions: own } of ['apache2', 'nginx'].map(reported.process)) {
      aws.metrics.push({
        namespace,
        metric,
        dimensions: { ...own, InstanceId: dimensions.InstanceId ?? '' },
      });
    }
  }
  await measure('two processes that are not there', true, rules);
  aws.metrics.splice(old.length);
  await measure('a changed threshold', true, { ...six, config: { ...six.config, templates } });
}
