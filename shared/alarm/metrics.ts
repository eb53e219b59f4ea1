/** What well-known metrics of AWS are counted in, and what people call them in English: the key to other languages. */
import type { Metric } from '../parsing/alarm';
import { isCpuMetric } from './cpu';
import { isUnit, type Unit } from './quantity';

/**
 * By namespace and unit, since alarms rarely carry the unit. `flag` is 0 or 1, and says what is wrong at 1, `flagAt0` at 0. A
 * `ratio` is a share of 1 on average, and a count in sum. Sizes in `mebibytes` are what AWS calls megabytes there.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
 */
const METRICS = {
  'AWS/EC2': {
    percent: { CPUUtilization: 'CPU', 'EBSIOBalance%': 'EBS I/O balance' },
    count: { CPUCreditBalance: 'CPU credits left' },
    flag: {
      StatusCheckFailed: ['status check failed', 'status check passes'],
      StatusCheckFailed_System: ['system status check failed', 'system status check passes'],
      StatusCheckFailed_Instance: ['instance status check failed', 'instance status check passes'],
      StatusCheckFailed_AttachedEBS: ['attached EBS status check failed', 'attached EBS status check passes'],
    },
    bytes: { NetworkIn: 'network in', NetworkOut: 'network out' },
  },
  'AWS/EBS': {
    percent: { BurstBalance: 'burst balance' },
    count: { VolumeQueueLength: 'disk queue' },
    flag: { VolumeStalledIOCheck: ['disk I/O stalled', 'disk I/O works'] },
  },
  CWAgent: {
    percent: {
      disk_used_percent: 'disk',
      mem_used_percent: 'memory',
      swap_used_percent: 'swap',
      'LogicalDisk % Free Space': 'free disk space',
      'Memory % Committed Bytes In Use': 'committed memory',
    },
    count: { disk_inodes_free: 'free inodes', procstat_lookup_pid_count: 'processes' },
    bytes: { mem_available: 'free memory' },
  },
  'AWS/RDS': {
    bytes: {
      FreeStorageSpace: 'free storage',
      FreeableMemory: 'free memory',
      SwapUsage: 'swap',
      TransactionLogsDiskUsage: 'transaction logs',
      OldestReplicationSlotLag: 'replication slot lag',
      FreeLocalStorage: 'free local storage',
      AuroraVolumeBytesLeftTotal: 'free cluster storage',
    },
    percent: {
      CPUUtilization: 'CPU',
      BurstBalance: 'burst balance',
      'EBSByteBalance%': 'EBS byte balance',
      BufferCacheHitRatio: 'buffer cache hits',
      ACUUtilization: 'ACU usage',
    },
    count: {
      DatabaseConnections: 'connections',
      DiskQueueDepth: 'disk queue',
      ReadIOPS: 'read IOPS',
      MaximumUsedTransactionIDs: 'used transaction IDs',
      Deadlocks: 'deadlocks',
    },
    s: {
      ReplicaLag: 'replica lag',
      ReadLatency: 'read latency',
      WriteLatency: 'write latency',
      AuroraBinlogReplicaLag: 'binlog replica lag',
    },
    'bytes/s': { WriteThroughput: 'write throughput' },
    ms: {
      AuroraReplicaLag: 'replica lag',
      AuroraGlobalDBRPOLag: 'global replica lag',
      CommitLatency: 'commit latency',
    },
  },
  'AWS/DynamoDB': {
    count: {
      ThrottledRequests: 'throttled requests',
      ReadThrottleEvents: 'read throttles',
      WriteThrottleEvents: 'write throttles',
      SystemErrors: 'system errors',
    },
    ms: { SuccessfulRequestLatency: 'latency', ReplicationLatency: 'replication lag' },
    percent: { AccountProvisionedReadCapacityUtilization: 'account read capacity' },
  },
  'AWS/ElastiCache': {
    percent: {
      EngineCPUUtilization: 'engine CPU',
      CPUUtilization: 'CPU',
      DatabaseMemoryUsagePercentage: 'memory',
    },
    bytes: { FreeableMemory: 'free memory', SwapUsage: 'swap' },
    count: { Evictions: 'evictions', CurrConnections: 'connections' },
    s: { ReplicationLag: 'replica lag' },
    microseconds: { StringBasedCmdsLatency: 'command latency' },
  },
  'AWS/Lambda': {
    count: {
      Errors: 'errors',
      Throttles: 'throttles',
      ConcurrentExecutions: 'concurrent executions',
      DeadLetterErrors: 'dead letter errors',
    },
    ms: { Duration: 'duration', IteratorAge: 'iterator age', AsyncEventAge: 'async event age' },
    ratio: { ProvisionedConcurrencyUtilization: 'provisioned concurrency' },
  },
  LambdaInsights: {
    percent: { memory_utilization: 'memory' },
  },
  'AWS/ApiGateway': {
    ratio: { '5XXError': '5xx', '4XXError': '4xx', '5xx': '5xx' },
    ms: { Latency: 'latency', IntegrationLatency: 'backend latency' },
  },
  'AWS/ApplicationELB': {
    count: {
      HTTPCode_Target_5XX_Count: 'target 5xx errors',
      HTTPCode_ELB_5XX_Count: 'load balancer 5xx errors',
      UnHealthyHostCount: 'unhealthy targets',
      HealthyHostCount: 'healthy targets',
      RejectedConnectionCount: 'rejected connections',
      TargetConnectionErrorCount: 'target connection errors',
    },
    s: { TargetResponseTime: 'response time' },
  },
  'AWS/NetworkELB': {
    count: {
      UnHealthyHostCount: 'unhealthy targets',
      TCP_Target_Reset_Count: 'target resets',
      PortAllocationErrorCount: 'port allocation errors',
    },
  },
  'AWS/ELB': {
    s: { Latency: 'latency' },
    count: { UnHealthyHostCount: 'unhealthy instances' },
  },
  'AWS/CloudFront': {
    percent: { '5xxErrorRate': '5xx', '4xxErrorRate': '4xx', TotalErrorRate: 'error rate' },
    ms: { OriginLatency: 'origin latency' },
  },
  'AWS/Route53': {
    flagAt0: { HealthCheckStatus: ['health check failed', 'health check passes'] },
    percent: { HealthCheckPercentageHealthy: 'health checkers that see it healthy' },
    ms: { TimeToFirstByte: 'time to first byte' },
  },
  'AWS/SQS': {
    s: { ApproximateAgeOfOldestMessage: 'oldest message' },
    count: {
      ApproximateNumberOfMessagesVisible: 'messages waiting',
      ApproximateNumberOfMessagesNotVisible: 'messages in flight',
    },
  },
  'AWS/SNS': {
    count: { NumberOfNotificationsFailed: 'failed notifications' },
    usd: { SMSMonthToDateSpentUSD: 'SMS spend this month' },
  },
  'AWS/Kinesis': {
    ms: { 'GetRecords.IteratorAgeMilliseconds': 'iterator age' },
    count: {
      WriteProvisionedThroughputExceeded: 'write throttles',
      ReadProvisionedThroughputExceeded: 'read throttles',
    },
  },
  'AWS/Firehose': {
    s: { 'DeliveryToS3.DataFreshness': 'S3 delivery delay' },
    count: { ThrottledRecords: 'throttled records' },
  },
  'AWS/ECS': {
    percent: { CPUUtilization: 'CPU', MemoryUtilization: 'memory' },
  },
  'ECS/ContainerInsights': {
    count: { RunningTaskCount: 'running tasks', PendingTaskCount: 'pending tasks' },
  },
  ContainerInsights: {
    percent: {
      node_cpu_utilization: 'node CPU',
      node_memory_utilization: 'node memory',
      node_filesystem_utilization: 'node disk',
    },
    count: {
      cluster_failed_node_count: 'failed nodes',
      pod_number_of_container_restarts: 'container restarts',
    },
  },
  'AWS/EFS': {
    percent: { PercentIOLimit: 'I/O limit used' },
    bytes: { BurstCreditBalance: 'burst credits' },
  },
  'AWS/FSx': {
    bytes: { FreeStorageCapacity: 'free storage' },
    percent: { StorageCapacityUtilization: 'storage' },
  },
  'AWS/S3': {
    bytes: { BucketSizeBytes: 'bucket size' },
    ratio: { '5xxErrors': '5xx' },
    ms: { FirstByteLatency: 'first byte latency' },
    s: { ReplicationLatency: 'replication lag' },
    count: { OperationsFailedReplication: 'failed replications' },
  },
  'AWS/States': {
    count: { ExecutionsFailed: 'failed executions', ExecutionsTimedOut: 'timed out executions' },
    ms: { ExecutionTime: 'execution time' },
  },
  'AWS/Events': {
    count: { FailedInvocations: 'failed invocations', InvocationsSentToDlq: 'events sent to DLQ' },
  },
  'AWS/ES': {
    mebibytes: { FreeStorageSpace: 'free storage', ClusterUsedSpace: 'used storage' },
    flag: {
      'ClusterStatus.red': ['cluster is red', 'cluster is not red'],
      'ClusterStatus.yellow': ['cluster is yellow', 'cluster is not yellow'],
      ClusterIndexWritesBlocked: ['writes blocked', 'writes accepted'],
      AutomatedSnapshotFailure: ['automated snapshot failed', 'automated snapshot works'],
    },
    flagAt0: { MasterReachableFromNode: ['master node unreachable', 'master node reachable'] },
    percent: { JVMMemoryPressure: 'JVM memory pressure', CPUUtilization: 'CPU' },
    ms: { SearchLatency: 'search latency' },
    count: { Nodes: 'nodes' },
  },
  'AWS/Redshift': {
    percent: { PercentageDiskSpaceUsed: 'disk', CPUUtilization: 'CPU' },
    microseconds: { QueryDuration: 'query duration' },
    s: { ReadLatency: 'read latency' },
    flagAt0: { HealthStatus: ['cluster is unhealthy', 'cluster is healthy'] },
  },
  'AWS/Kafka': {
    percent: { KafkaDataLogsDiskUsed: 'data disk', CpuUser: 'user CPU' },
    count: {
      UnderReplicatedPartitions: 'under-replicated partitions',
      OfflinePartitionsCount: 'offline partitions',
      ActiveControllerCount: 'active controllers',
      SumOffsetLag: 'consumer lag',
    },
    s: { EstimatedMaxTimeLag: 'consumer time lag' },
  },
  'AWS/AmazonMQ': {
    percent: { CpuUtilization: 'CPU', HeapUsage: 'heap', StorePercentUsage: 'storage' },
    bytes: { RabbitMQDiskFree: 'free disk', RabbitMQMemUsed: 'memory used' },
    count: { MessageReadyCount: 'messages waiting' },
  },
  'AWS/CertificateManager': {
    days: { DaysToExpiry: 'time left on the certificate' },
  },
  'AWS/Billing': {
    usd: { EstimatedCharges: 'estimated charges' },
  },
  'AWS/NATGateway': {
    count: {
      ErrorPortAllocation: 'port allocation errors',
      PacketsDropCount: 'dropped packets',
      ActiveConnectionCount: 'active connections',
    },
    bytes: { BytesOutToDestination: 'bytes out' },
  },
  'AWS/VPN': {
    flagAt0: { TunnelState: ['tunnel down', 'tunnel up'] },
  },
  'AWS/TransitGateway': {
    count: {
      PacketDropCountNoRoute: 'packets dropped, no route',
      PacketDropCountBlackhole: 'packets dropped, blackhole',
    },
  },
  'AWS/DX': {
    flagAt0: { ConnectionState: ['connection down', 'connection up'] },
    count: { ConnectionErrorCount: 'connection errors' },
  },
  'AWS/WAFV2': {
    count: { BlockedRequests: 'blocked requests' },
  },
  'AWS/Backup': {
    count: { NumberOfBackupJobsFailed: 'failed backup jobs' },
  },
  'AWS/SES': {
    ratio: { 'Reputation.BounceRate': 'bounce rate', 'Reputation.ComplaintRate': 'complaint rate' },
  },
  'AWS/Cognito': {
    ratio: { SignInSuccesses: 'sign-in success' },
    count: { SignInThrottles: 'throttled sign-ins' },
  },
  'AWS/Usage': {
    count: { ResourceCount: 'resources in use', CallCount: 'API calls' },
  },
  'AWS/TrustedAdvisor': {
    count: { RedResources: 'resources in red' },
  },
  'AWS/Logs': {
    bytes: { IncomingBytes: 'log volume' },
    count: { DeliveryErrors: 'log delivery errors' },
  },
  CloudWatchSynthetics: {
    percent: { SuccessPercent: 'canary success' },
    ms: { Duration: 'canary run time' },
  },
  'AWS/AutoScaling': {
    count: { GroupInServiceInstances: 'instances in service' },
  },
  'AWS/DMS': {
    s: { CDCLatencyTarget: 'target latency' },
  },
  'AWS/DDoSProtection': {
    flag: { DDoSDetected: ['DDoS attack detected', 'no DDoS attack'] },
  },
} as const;
type Flag = readonly [bad: string, good: string];
type Labels<T> = T extends string
  ? T
  : T extends Flag
    ? T[number]
    : T extends object
      ? Labels<T[keyof T]>
      : never;
/** What people call a metric, or say of one that is 0 or 1. */
export type MetricLabel = Labels<typeof METRICS>;

/** What a metric is, as far as it is well known. Of a flag `label` says what is wrong, `good` that nothing is. */
export type KnownMetric =
  | { kind: 'measured'; label: MetricLabel | undefined; unit: Unit }
  | { kind: 'flag'; label: MetricLabel; good: MetricLabel; failsAt: 0 | 1 };

/** CloudWatch's units, where an alarm carries one. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const UNITS = new Map<string | undefined, Unit>([
  ['Percent', 'percent'],
  ['Seconds', 's'],
  ['Milliseconds', 'ms'],
  ['Microseconds', 'microseconds'],
  ['Bytes', 'bytes'],
  ['Kilobytes', 'kilobytes'],
  ['Megabytes', 'megabytes'],
  ['Gigabytes', 'gigabytes'],
  ['Terabytes', 'terabytes'],
  ['Bytes/Second', 'bytes/s'],
  ['Kilobytes/Second', 'kilobytes/s'],
  ['Megabytes/Second', 'megabytes/s'],
  ['Bits/Second', 'bits/s'],
  ['Kilobits/Second', 'kilobits/s'],
  ['Megabits/Second', 'megabits/s'],
  ['Count/Second', 'count/s'],
]);

type Table = Record<
  string,
  Record<string, Record<string, MetricLabel | readonly [MetricLabel, MetricLabel]>>
>;
const TABLE: Table = METRICS;

function wellKnown({ namespace, name, statistic = '' }: Metric): KnownMetric | undefined {
  for (const [unit, metrics] of Object.entries(TABLE[namespace] ?? {})) {
    const label = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
    if (label === undefined) continue;
    if (typeof label !== 'string') {
      return { kind: 'flag', label: label[0], good: label[1], failsAt: unit === 'flag' ? 1 : 0 };
    }
    const isCount = !isUnit(unit) || (unit === 'ratio' && /^(?:sum|samplecount)$/i.test(statistic));
    return { kind: 'measured', label, unit: isCount ? 'count' : unit };
  }
  return undefined;
}

/** Names of percentages show it: AWS's end in Utilization, the agent's in _percent. */
const isPercentage = ({ name }: Metric): boolean => /(?:Utilization|Percent|Percentage|_percent)$/.test(name);

export function knownMetric(metric: Metric): KnownMetric {
  if (isCpuMetric(metric)) return { kind: 'measured', label: 'CPU', unit: 'percent' };
  const known = wellKnown(metric);
  const unit = UNITS.get(metric.unit) ?? (known?.kind === 'measured' ? known.unit : undefined);
  if (known?.kind === 'flag') return known;
  return {
    kind: 'measured',
    label: known?.label,
    unit: unit ?? (isPercentage(metric) ? 'percent' : 'count'),
  };
}
