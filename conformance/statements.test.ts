/** Every statement of every policy, whoever holds it, against AWS's service authorization reference. */
import { sharedFacts } from './facts';
import { actionOf, NOT_YET } from './reference';
import { problemsOf } from './statement-problems';
import { type Statement, statementsOf } from './statements';
import { deployed } from './template';

const { templates } = sharedFacts();

describe('the statements of the template', () => {
  it.each(Object.entries(templates))('with %s hold', async (_, template) => {
    const statements = statementsOf(deployed(template));
    const problems: string[] = [];
    for (const statement of statements) {
      for (const problem of await problemsOf(statement)) problems.push(`${statement.holder}: ${problem}`);
    }
    expect(problems).toEqual([]);
    const kinds = new Set(statements.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['rights', 'trust']));
  });

  const publishing: Statement = {
    holder: 'Role',
    kind: 'rights',
    effect: 'Allow',
    actions: ['sns:Publish'],
    resources: ['arn:aws:sns:ap-northeast-2:123456789012:alerts'],
    excepted: false,
    conditions: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
  };
  const QUEUE = 'arn:aws:sqs:ap-northeast-2:123456789012:queue';
  it.each<[fault: string, change: Partial<Statement>, problems: string[]]>([
    ['nothing', {}, []],
    ['an action that does not exist', { actions: ['sns:Send'] }, ['sns:Send is no action']],
    ['a service that does not exist', { actions: ['sms:Publish'] }, ['sms:Publish is no action']],
    ['a wildcard that stands for nothing', { actions: ['sns:Send*'] }, ['sns:Send* is no action']],
    [
      'a resource of another service',
      { resources: [QUEUE] },
      ['sns:Publish is for topic alone', `${QUEUE} is nothing for sns:Publish`],
    ],
    ...(
      [
        ['another service', 'lambda:InvokeFunction', 'arn:aws:sns:*:*:alarm-responder-*', 'function'],
        ['no table of its service', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:*:alarm-responder-*', 'table'],
        ['a region where there are none', 'iam:PassRole', 'arn:aws:iam:us-east-1:*:role/alarm-*', 'role'],
        ['an account where there are none', 's3:CreateBucket', 'arn:aws:s3::123456789012:alarm-*', 'bucket'],
        ['too few segments', 'sqs:SendMessage', 'arn:aws:sqs:ap-northeast-2:123456789012', 'queue'],
        [
          'another type of its service',
          'ssm:CreateDocument',
          'arn:aws:ssm:*:*:parameter/alarm-*',
          'document',
        ],
      ] as const
    ).map(([fault, action, resource, type]): [string, Partial<Statement>, string[]] => [
      `wildcards that hide ${fault}`,
      { actions: [action], resources: [resource] },
      type ? [`${action} is for ${type} alone`, `${resource} is nothing for ${action}`] : [],
    ]),
    [
      'one resource too many',
      { resources: [...publishing.resources, QUEUE] },
      [`${QUEUE} is nothing for sns:Publish`],
    ],
    [
      'a resource for an action that has none',
      {
        actions: ['ec2:DescribeInstances'],
        resources: ['arn:aws:ec2:ap-northeast-2:123456789012:instance/*'],
      },
      [
        'ec2:DescribeInstances is for * alone',
        'arn:aws:ec2:ap-northeast-2:123456789012:instance/* is nothing for ec2:DescribeInstances',
      ],
    ],
    [
      'a condition that the action does not know',
      { conditions: { StringEquals: { 'kms:ViaService': 'sns.amazonaws.com' } } },
      ['sns:Publish has no key kms:ViaService'],
    ],
    [
      'an operator that does not exist',
      { conditions: { StringIs: { 'aws:SourceAccount': '1' } } },
      ['StringIs is no operator'],
    ],
  ])('would not hold with %s', async (_, change, problems) => {
    expect(await problemsOf({ ...publishing, ...change })).toEqual(problems);
  });
});

describe('the list of what the reference does not know yet', () => {
  it('has nothing that it knows by now, and a source and a day for everything', async () => {
    for (const [name, { source, asOf }] of Object.entries(NOT_YET)) {
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect([name, await actionOf(name, {})]).toEqual([name, undefined]);
    }
  });
});
