/** The configurations whose templates are checked: none, the defaults, each option by itself, all of them. */

/** As render.cjs takes it: what stands in `config/<stage>.yml`, and where it is deployed. */
export type Configuration = { region: string; yaml: string };

const REGION = 'ap-northeast-2';

/** Each option by itself, as far as it can be: a key of `config/`, or what goes with it. */
const OPTIONS = {
  'all alarms': 'allAlarms: true',
  'encrypted topics': 'encryptTopics: true',
  'existing topics': `existingTopics: ['arn:aws:sns:${REGION}:123456789012:mission-sns', 'arn:aws:sns:us-east-1:123456789012:billing']`,
  'a tag for restarts': "restart: { tag: { key: 'alarm-responder:restart', value: 'true' } }",
  'listed trails': 'trails: { names: [main] }',
  'an audit trail': 'auditTrail: true',
  'mails of the watchdog': 'watchdog: { email: [ops@example.com] }',
  'watched buckets': 'watchedBuckets: [shop-exports, shop.backups]\nbucketAlarm: { datapoints: 3 of 3 }',
  'AWS’s chat': 'chatbot: { workspaceId: T0123ABCD, channelId: C0123ABCD }',
  'a rolled out agent': "agent: { rollOut: { tag: { key: monitoring, value: 'on' } } }",
  mails:
    'email: { addresses: [ops@example.com, Night+Watch@example.com], notifyOn: [critical, warning, instance-stopped] }',
  SMS: 'sms: { numbers: ["+821012345678"] }\nsmsRegion: ap-northeast-1',
  'another log group': 'logs: { cpu: { /srv/shop.log: {} } }',
  'other processes': 'processes: { httpd: null, postgres: postgresql }',
  'shorter retention': 'retentionDays: 30',
};

/** Not together with encrypted topics. */
const PUBLISHERS = 'publishers: [events, budgets, costalerts, rds, backup]';

/** What is on unless somebody switches it off. */
const OFF = 'rootSignIn: false\ninstances: { profile: false }';

/** The same options with other values. */
const OTHERWISE = `
existingTopics: ['arn:aws:sns:${REGION}:123456789012:night-watch']
publishers: [backup, rds]
restart: { tag: { key: tier, value: web } }
trails: { names: [audit, security] }
watchdog: { email: [night@example.com] }
watchedBuckets: [invoices]
chatbot: { workspaceId: T0456EFGH, channelId: C0456EFGH }
agent: { rollOut: { tag: { key: tier, value: web } } }
email: { addresses: [night@example.com], notifyOn: [critical] }
sms: { numbers: ["+821087654321"] }
smsRegion: us-east-1
logs: { cpu: { /srv/other.log: {} } }
processes: { mysqld: mysqld }
retentionDays: 90
`;

const everything = Object.values(OPTIONS).join('\n');

export const CONFIGURATIONS: Record<string, Configuration> = {
  'everything off': { region: REGION, yaml: OFF },
  'the defaults': { region: REGION, yaml: '' },
  ...Object.fromEntries(
    Object.entries(OPTIONS).map(([name, yaml]) => [name, { region: REGION, yaml: `${OFF}\n${yaml}` }]),
  ),
  'other publishers': { region: REGION, yaml: `${OFF}\n${PUBLISHERS}` },
  'everything on': { region: REGION, yaml: everything },
  'everything otherwise': { region: REGION, yaml: OTHERWISE },
  'everything on in us-east-1': { region: 'us-east-1', yaml: everything },
};

/** Keys of `config/` that no template depends on: they are bundled with the functions alone. */
export const BUNDLED_ONLY = [
  'project',
  'environment',
  'slack',
  'notifyOn',
  'longestPauseHours',
  'timeZone',
  'language',
  'redact',
];
