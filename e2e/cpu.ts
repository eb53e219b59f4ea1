/** A busy CPU on an instance, as the agent would report it, and the log lines of that time. */
import {
  CloudWatchClient,
  type Dimension,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';

const cloudWatch = new CloudWatchClient();
const logs = new CloudWatchLogsClient();

const NAMESPACE = 'CWAgent';

/** `metric` differs for each test: the emulator evaluates alarms by the metric's name, over all dimensions. */
export type Cpu = { instanceId: string | undefined; metric: string };

const dimensionsOf = ({ instanceId }: Cpu): Dimension[] => [
  instanceId ? { Name: 'InstanceId', Value: instanceId } : { Name: 'AutoScalingGroupName', Value: 'web' },
];

type Alarm = { name: string; threshold: number; severity: 'critical' | 'warning'; topicArn: string };

/** Rings when the CPU is this busy. */
export async function putBusyAlarm(cpu: Cpu, { name, threshold, severity, topicArn }: Alarm): Promise<void> {
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      Namespace: NAMESPACE,
      MetricName: cpu.metric,
      Dimensions: dimensionsOf(cpu),
      AlarmName: name,
      AlarmDescription: `The web server is busy. severity: ${severity}`,
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: threshold,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [topicArn],
      OKActions: [topicArn],
    }),
  );
}

let weight = 1;

/** In percent; each datum counts ten times as much as those before it, so that the alarm follows at once. */
export async function putBusy(cpu: Cpu, percent: number): Promise<void> {
  weight *= 10;
  const datum = {
    MetricName: cpu.metric,
    Dimensions: dimensionsOf(cpu),
    Values: [percent],
    Counts: [weight],
    Timestamp: new Date(),
  };
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData: [datum] }));
}

const unlessThere = (error: unknown): void => {
  if (!(error instanceof ResourceAlreadyExistsException)) throw error;
};

/** Writes lines of so many seconds ago, as the agent does; the stream is the instance's id. */
export async function writeLog(
  group: string,
  stream: string,
  lines: [secondsAgo: number, message: string][],
): Promise<void> {
  await logs.send(new CreateLogGroupCommand({ logGroupName: group })).catch(unlessThere);
  const where = { logGroupName: group, logStreamName: stream };
  await logs.send(new CreateLogStreamCommand(where)).catch(unlessThere);
  const logEvents = lines
    .map(([secondsAgo, message]) => ({ timestamp: Date.now() - secondsAgo * 1_000, message }))
    .sort((one, other) => one.timestamp - other.timestamp);
  await logs.send(new PutLogEventsCommand({ ...where, logEvents }));
}

/** What the logs of a web server say whose visitors are too many. */
export async function writeBusyLogs(instanceId: string): Promise<void> {
  const apache = (secondsAgo: number, text: string): [number, string] => [
    secondsAgo,
    `[Mon Mar 02 03:10:31.654321 2026] [mpm_prefork:error] [pid ${4_000 + secondsAgo}] ${text}`,
  ];
  await writeLog('/var/log/apache2/error.log', instanceId, [
    ...[200, 160, 120, 80, 40].map((ago) =>
      apache(ago, `[client 203.0.113.${ago}:4711] AH01071: Got error 'PHP message: slow query, ${ago} s'`),
    ),
    apache(30, 'AH00161: server reached MaxRequestWorkers setting, consider raising it'),
  ]);
  await writeLog('/var/log/syslog', instanceId, [
    [25, 'Mar  2 03:10:36 web-1 kernel: [4711.5] Out of memory: Killed process 4242 (php-fpm)'],
    [20, 'Mar  2 03:10:41 web-1 CRON[99]: (root) CMD (run-parts /etc/cron.hourly)'],
    [15, 'Mar  2 03:10:46 web-1 app[17]: connection to db refused, password=hunter2'],
  ]);
}
