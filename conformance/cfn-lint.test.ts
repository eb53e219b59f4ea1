/** Every property and every value of every template against CloudFormation's own schemas, which cfn-lint holds. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configSchema } from '../shared/config/schema';
import { BUNDLED_ONLY, CONFIGURATIONS } from './configurations';
import { sharedFacts } from './facts';

const { programs, templates } = sharedFacts();
const DEFAULTS = 'the defaults';

/** What cfn-lint warns of and is meant so. */
const MEANT = [
  'W3005', // osls writes out that a function waits for its role, which the role's ARN says already
  'W8003', // our conditions compare constants, which packaging has put there
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What cfn-lint has to say: nothing, or a line for each fault. Warnings are faults. */
function lint(...files: string[]): string {
  const options = ['--format', 'parseable', '--non-zero-exit-code', 'warning'];
  const regions = ['--regions', 'ap-northeast-2', 'us-east-1'];
  const { stdout, stderr, status } = spawnSync(
    join(programs, 'cfn-lint'),
    [...options, ...regions, '--ignore-checks', ...MEANT, '--', ...files],
    { encoding: 'utf8' },
  );
  if (status !== 0 && stdout === '') throw new Error(`cfn-lint ended with ${status}: ${stderr}`);
  return stdout;
}

function written(name: string, template: unknown): string {
  const file = join(folder, `${name.replaceAll(/\W/g, '-')}.json`);
  writeFileSync(file, JSON.stringify(template, null, 1));
  return file;
}

describe('the configurations', () => {
  it('name every option that a template may depend on', () => {
    const named = Object.values(CONFIGURATIONS).flatMap(({ yaml }) =>
      [...yaml.matchAll(/^(\w+):/gm)].map(([, key]) => key),
    );
    const known = new Set([...named, ...BUNDLED_ONLY]);
    expect(Object.keys(configSchema.entries).filter((key) => !known.has(key))).toEqual([]);
  });

  it('are at least a dozen, each with a template of its own', () => {
    const different = new Set(Object.values(templates).map((template) => JSON.stringify(template)));
    expect(different.size).toBeGreaterThanOrEqual(12);
  });
});

describe('cfn-lint', () => {
  it('finds nothing in any template', () => {
    const files = Object.entries(templates).map(([name, template]) => written(name, template));
    expect(lint(...files)).toBe('');
  });

  const FAULTS: [fault: string, type: string, change: object, said: RegExp][] = [
    [
      'a property that does not exist',
      'AWS::SQS::Queue',
      { MessageRetention: 60 },
      /E3002.*MessageRetention/,
    ],
    [
      'a value that is none of those there are',
      'AWS::DynamoDB::Table',
      { BillingMode: 'FREE' },
      /E3030.*FREE/,
    ],
    ['a number that is too large', 'AWS::Logs::LogGroup', { RetentionInDays: 8 }, /E3030.*8/],
    ['a value of another type', 'AWS::CloudWatch::Alarm', { Threshold: 'high' }, /E3012.*high/],
    ['a text that is too long', 'AWS::Events::Rule', { Description: 'x'.repeat(513) }, /E3033/],
    ['a property that is missing', 'AWS::Lambda::Function', { Role: undefined }, /E3003.*Role/],
  ];
  let found: string;
  beforeAll(() => {
    const template = structuredClone(templates[DEFAULTS]);
    for (const [, type, change] of FAULTS) {
      const [resource] = Object.values(template?.Resources ?? {}).filter(({ Type }) => Type === type);
      Object.assign(resource?.Properties ?? {}, change);
    }
    found = lint(written('faults', template));
  });

  it.each(FAULTS)('finds %s', (_, _type, _change, said) => {
    expect(found).toMatch(said);
  });
});
