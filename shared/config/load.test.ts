import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './load';

const folder = mkdtempSync(join(tmpdir(), 'alarm-responder-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TEMPLATE =
  '{ what: CPU, severity: info, namespace: AWS/EC2, metric: CPUUtilization, comparison: ">=", threshold: 60, ' +
  'statistic: Average, period: 60, datapoints: 2 of 3, missing: missing }';

const DEFAULT = `
project: shop
language: en
slack: { channel: '', mentions: { critical: [], warning: [], info: [] } }
notifyOn: { ok: after-alarm, insufficientData: after-alarm }
allAlarms: false
existingTopics: []
publishers: []
encryptTopics: false
watchdog: { email: [] }
retentionDays: 365
processes: { httpd: httpd }
restart: { most: 3, windowMinutes: 30, graceMinutes: 5 }
longestPauseHours: 24
logs: { minutes: 5, cpu: { /var/log/syslog: { stream: '{instance_id}', level: warning } } }
trails: { names: [], repeatedStops: { most: 3, minutes: 15 } }
auditTrail: false
watchedBuckets: []
bucketAlarm: { datapoints: 1 of 1 }
rootSignIn: true
instances: { scope: all, profile: true, notifyOn: [], graceMinutes: 10, copyTags: [], most: 20, templates: { cpu: ${TEMPLATE} } }
agent: { collect: full, rollOut: null }
timeZone: Asia/Seoul
email: { addresses: [], notifyOn: [critical] }
sms: { numbers: [], notifyOn: [critical] }
smsRegion: ''
redact: { extra: [] }
`;

function load(stage: string, stageFile?: string, defaultFile = DEFAULT) {
  writeFileSync(join(folder, 'default.yml'), defaultFile);
  if (stageFile !== undefined) writeFileSync(join(folder, `${stage}.yml`), stageFile);
  return loadConfig(folder, stage);
}

describe('loadConfig', () => {
  it('takes the default where the stage has no file, and the stage’s name as environment', () => {
    expect(load('none')).toMatchObject({ project: 'shop', environment: 'none', allAlarms: false });
  });

  it('lays those of the stage in a region over both, in this region alone', () => {
    writeFileSync(join(folder, 'far.us-east-1.yml'), 'auditTrail: false\nrestart: { most: 1 }\n');
    load('far', 'auditTrail: true\nrestart: { graceMinutes: 0 }\n');
    expect(loadConfig(folder, 'far', 'us-east-1')).toMatchObject({
      auditTrail: false,
      restart: { most: 1, windowMinutes: 30, graceMinutes: 0 },
    });
    expect(loadConfig(folder, 'far', 'ap-northeast-2')).toMatchObject({
      auditTrail: true,
      restart: { most: 3 },
    });
  });

  it('names every file that a wrong value may stand in', () => {
    writeFileSync(join(folder, 'wrong.us-east-1.yml'), 'auditTrail: maybe\n');
    load('wrong', '');
    expect(() => loadConfig(folder, 'wrong', 'us-east-1')).toThrow(
      'config/wrong.us-east-1.yml over config/wrong.yml over config/default.yml: auditTrail must be boolean',
    );
  });

  it('explains a misspelt key of default.yml itself, and names that file once', () => {
    expect(() => load('default', undefined, `${DEFAULT}\ntimezone: UTC`)).toThrow(
      /^config\/default.yml: timezone is no key of the configuration: did you mean timeZone\?/,
    );
  });

  it('says that a file cannot be read', () => {
    mkdirSync(join(folder, 'unreadable.yml'));
    expect(() => loadConfig(folder, 'unreadable')).toThrow('config/unreadable.yml cannot be read: EISDIR');
  });

  it('lays the stage’s values over the default ones', () => {
    const config = load(
      'prod',
      'environment: production\nslack: { mentions: { critical: [channel, U0123] } } # on call',
    );
    expect(config).toMatchObject({
      project: 'shop',
      environment: 'production',
      slack: { channel: '', mentions: { critical: ['channel', 'U0123'], warning: [] } },
    });
  });

  it('takes a process away that a stage sets to null', () => {
    const config = load('web', 'processes: { httpd: null, nginx: nginx.service }');
    expect(config.processes).toEqual({ nginx: 'nginx.service' });
  });

  it('takes log groups of a stage beside the default ones, and takes one away that it sets to null', () => {
    const config = load('logs', 'logs: { cpu: { /app: { pattern: "5\\\\d\\\\d" }, /var/log/syslog: null } }');
    expect(config.logs.cpu).toEqual([{ name: '/app', pattern: '5\\d\\d', noise: [] }]);
  });

  it('takes a file with comments only', () => {
    expect(load('empty', '# nothing yet')).toMatchObject({ project: 'shop' });
  });

  it.each([
    [
      'a key that does not exist',
      'slakc: {}',
      'config/dev.yml over config/default.yml: slakc is no key of the configuration: did you mean slack?',
    ],
    [
      'a key by its old name',
      'logRetentionDays: 30',
      'logRetentionDays is no key of the configuration: it is called retentionDays now',
    ],
    [
      'notifyOn by its old name',
      'quiet: { ok: never }',
      'quiet is no key of the configuration: it is called notifyOn now',
    ],
    [
      'a nested key by its old name',
      'trails: { duel: { most: 3 } }',
      'trails.duel is no key of the configuration: it is called trails.repeatedStops now',
    ],
    [
      'what mails notify of by its old name',
      'email: { tell: [critical] }',
      'email.tell is no key of the configuration: it is called email.notifyOn now',
    ],
    [
      'what SMS notify of by its old name',
      'sms: { tell: [critical] }',
      'sms.tell is no key of the configuration: it is called sms.notifyOn now',
    ],
    [
      'which states notify by its old name',
      'instances: { tell: [running] }',
      'instances.tell is no key of the configuration: it is called instances.notifyOn now',
    ],
    [
      'a nested key that does not exist',
      'slack: { mention: [] }',
      'slack.mention is no key of the configuration: did you mean mentions?',
    ],
    [
      'a misspelt template',
      'instances: { templates: { cpus: { threshold: 80 } } }',
      'config/default.yml: instances.templates.cpus is none of default.yml: did you mean cpu? A new one needs what, severity, ' +
        'namespace, metric, comparison, statistic, period, datapoints, missing as well',
    ],
    [
      'an address that is none',
      'watchdog: { email: [ops@example.com, nobody] }',
      'watchdog.email.1 must be the address of an email, not "nobody"',
    ],
    ['a wrong value', 'allAlarms: maybe', 'allAlarms must be boolean, not "maybe"'],
    [
      'a wrong list entry',
      'slack: { mentions: { critical: [everybody] } }',
      'slack.mentions.critical.0 must be',
    ],
    ['a retention that CloudWatch does not have', 'retentionDays: 366', 'retentionDays must be'],
    ['a topic by its name', 'existingTopics: [mission-sns]', 'existingTopics.0 must be'],
    [
      'a tag without a value',
      'agent: { rollOut: { tag: { key: monitored } } }',
      'agent.rollOut.tag.value must be',
    ],
    ['a unit that a shell would read', 'processes: { httpd: "httpd; reboot" }', 'processes.httpd must be'],
    ['no process at all', 'processes: { httpd: null }', 'at least one process'],
    [
      'a pattern that is none',
      'logs: { cpu: { /app: { noise: ["("] } } }',
      'logs.cpu./app.noise.0 must be a regular expression',
    ],
    ['a level that there is not', 'logs: { cpu: { /app: { level: bad } } }', 'logs.cpu./app.level must be'],
    ['pauses of no time', 'longestPauseHours: 0', 'longestPauseHours must be'],
    ['pauses for ever', 'longestPauseHours: .inf', 'longestPauseHours must be'],
    ['a trail by its ARN', 'trails: { names: [arn:aws:x] }', 'trails.names.0 must be'],
    ['a word that others are made of', "redact: { extra: ['a*'] }", 'redact.extra.0 must be'],
    ['a pattern', "redact: { extra: ['acme.*key'] }", 'redact.extra.0 must be'],
    ['no repeated stops', 'trails: { repeatedStops: { most: 0 } }', 'trails.repeatedStops.most must be'],
    ['a bucket by its ARN', "watchedBuckets: ['arn:aws:s3:::shop']", 'watchedBuckets.0 must be'],
    [
      'the bucket of the stack’s own log',
      'watchedBuckets: [shop, alarm-responder-dev-datatrailbucket-1a2b3c4d5e6f]',
      'watchedBuckets.1 must be no bucket of our own logs: each record written there would make another one, ' +
        'not "alarm-responder-dev-datatrailbucket-1a2b3c4d5e6f"',
    ],
    ['a channel by its name', 'chatbot: { workspaceId: T0, channelId: "#ops" }', 'chatbot.channelId must be'],
    [
      'datapoints that cannot be',
      'instances: { templates: { cpu: { datapoints: 4 of 3 } } }',
      'instances.templates.cpu.datapoints must be',
    ],
    ['no alarms at all', 'instances: { most: 0 }', 'instances.most must be'],
    ['a tag of AWS', 'instances: { copyTags: ["aws:x"] }', 'instances.copyTags.0 must be'],
    ['an address that is none', 'email: { addresses: [ops] }', 'email.addresses.0 must be'],
    ['a severity that there is not', 'email: { notifyOn: [fatal] }', 'email.notifyOn.0 must be'],
    [
      'a phone number without its country',
      'sms: { numbers: ["010-1234-5678"] }',
      'sms.numbers.0 must be a phone',
    ],
    [
      'a time zone that there is not',
      'timeZone: Asia/Soul',
      'timeZone must be a time zone such as Asia/Seoul',
    ],
    ['something that is no YAML', 'a: [', 'config/dev.yml is not YAML'],
    ['a list', '- a', 'config/dev.yml must hold keys and values.'],
  ])('refuses %s with its path', (_, stageFile, expected) => {
    expect(() => load('dev', stageFile)).toThrow(expected);
  });

  it('reads datapoints, and takes away a template that is null', () => {
    const only = (stageFile: string) => load('templates', `instances: { templates: ${stageFile} }`).instances;
    expect(only('{ cpu: { threshold: 90 } }').templates.cpu).toMatchObject({
      threshold: 90,
      datapoints: { needed: 2, of: 3 },
    });
    expect(only('{ cpu: null }').templates).toEqual({});
  });

  it('accepts the example of the tutorial’s single alarm', () => {
    const { templates } = loadConfig(join(__dirname, '../../config'), 'examples/single-alarm').instances;
    expect(Object.keys(templates)).toEqual(['cpu-critical']);
    expect(templates['cpu-critical']).toMatchObject({
      comparison: '>=',
      threshold: 50,
      statistic: 'Average',
      period: 60,
      datapoints: { needed: 1, of: 1 },
    });
  });

  it('accepts what the project ships', () => {
    expect(loadConfig(join(__dirname, '../../config'), 'dev')).toMatchObject({ environment: 'dev' });
  });
});
