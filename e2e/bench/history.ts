/** `npm run bench -- history`: the command on two weeks of 5,000 alarms with 100,000 changes, which a CloudWatch on this machine remembers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AlarmRecord, ChangeRecord } from '../../cli/history/reading';
import { node24, root } from '../emulators/paths';
import { twoWeeks } from './two-weeks';

const PER_PAGE = 100;

/** Nobody's. */
const ACCOUNT = {
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_REGION: 'ap-northeast-2',
};

const described = ({ name, arn, description, metrics, ...alarm }: AlarmRecord) => ({
  AlarmName: name,
  AlarmArn: arn,
  AlarmDescription: description,
  ActionsEnabled: true,
  ...{ AlarmActions: alarm.alarmActions, OKActions: alarm.okActions, StateValue: alarm.state },
  ...{ Threshold: alarm.threshold, ComparisonOperator: alarm.comparison, TreatMissingData: alarm.missing },
  ...{
    Period: alarm.period,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
  },
  ...metrics.map(({ stat }) => ({
    MetricName: stat?.name,
    Namespace: stat?.namespace,
    Dimensions: Object.entries(stat?.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Statistic: stat?.statistic,
  }))[0],
});

const remembered = ({ alarm, at, from, to, reason, reasonData = '{}' }: ChangeRecord) => ({
  AlarmName: alarm,
  Timestamp: Date.parse(at) / 1_000,
  HistoryItemType: 'StateUpdate',
  HistorySummary: `Alarm updated from ${from} to ${to}`,
  HistoryData: JSON.stringify({
    version: '1.0',
    oldState: { stateValue: from, stateReason: reason },
    newState: { stateValue: to, stateReason: reason, stateReasonData: JSON.parse(reasonData) },
  }),
});

type Request = { AlarmTypes: string[]; HistoryItemType?: string; NextToken?: string };

/** All pages of both operations; there are metric alarms alone, without contributors. */
function answering(): (operation: string, request: Request) => object {
  const { alarms, changes } = twoWeeks();
  return (operation, { AlarmTypes: [type], HistoryItemType = 'StateUpdate', NextToken = '0' }) => {
    if (type !== 'MetricAlarm' || HistoryItemType !== 'StateUpdate') return {};
    const start = Number(NextToken);
    const end = start + PER_PAGE;
    const [name, all, records] =
      operation === 'DescribeAlarms'
        ? ['MetricAlarms', alarms, alarms.slice(start, end).map(described)]
        : ['AlarmHistoryItems', changes, changes.slice(start, end).map(remembered)];
    return { [name]: records, ...(end < all.length && { NextToken: String(end) }) };
  };
}

export async function history(): Promise<void> {
  const answer = answering();
  let pages = 0;
  const cloudWatch = createServer(async (request, response) => {
    pages += 1;
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    const body = JSON.stringify(answer(operation, JSON.parse(await text(request))));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(cloudWatch, 'listening');
  const { port } = cloudWatch.address() as AddressInfo;
  const started = performance.now();
  const options = ['--json', '--days', '30', '--config', 'config/default.yml'];
  const command = spawn(
    node24(),
    [
      ...['--optimize-for-size', '--require', join(__dirname, 'spent.cjs')],
      ...['--require', './deploy/typescript.cjs', 'cli/history.ts', ...options],
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...ACCOUNT, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    },
  );
  const [printed] = await Promise.all([text(command.stdout), once(command, 'exit')]);
  cloudWatch.close();
  const { alarms, changes, notified, suppressed, messages } = JSON.parse(printed);
  console.log(`${pages} pages, ${Math.round((performance.now() - started) / 1_000)} s`);
  console.log({ alarms, changes, notified, suppressed, messages: messages.count });
}
