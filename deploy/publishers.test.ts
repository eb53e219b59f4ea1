import { PUBLISHERS as CONFIGURABLE } from '../shared/config/schema';

const { PUBLISHERS, alertsStatements } = require('./publishers.cjs');

const AlertsTopic = { Ref: 'AlertsTopic' };
const ofThisAccount = { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } };
const statement = (Sid: string, Service: string, Condition?: object) => ({
  Sid,
  Effect: 'Allow',
  Principal: { Service },
  Action: 'sns:Publish',
  Resource: AlertsTopic,
  ...(Condition && { Condition }),
});
const alarms = statement('AlarmsOfThisAccount', 'cloudwatch.amazonaws.com', { StringEquals: ofThisAccount });

describe('alertsStatements', () => {
  it('knows whom the configuration may name, and nobody else', () => {
    expect(Object.keys(PUBLISHERS).sort()).toEqual([...CONFIGURABLE].sort());
  });

  it('admits CloudWatch of this account, and nobody else unless they are named', () => {
    expect(alertsStatements([])).toEqual([alarms]);
  });

  it.each([
    ['events', 'PublisherEvents', 'events.amazonaws.com', undefined],
    [
      'budgets',
      'PublisherBudgets',
      'budgets.amazonaws.com',
      {
        StringEquals: ofThisAccount,
        ArnLike: {
          'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:budgets::${AWS::AccountId}:*' },
        },
      },
    ],
    ['costalerts', 'PublisherCostalerts', 'costalerts.amazonaws.com', { StringEquals: ofThisAccount }],
    ['rds', 'PublisherRds', 'events.rds.amazonaws.com', { StringEquals: ofThisAccount }],
    ['backup', 'PublisherBackup', 'backup.amazonaws.com', undefined],
  ])(
    'admits %s by its own name, under the condition that its page gives',
    (name, sid, principal, condition) => {
      expect(alertsStatements([name])).toEqual([alarms, statement(sid, principal, condition)]);
    },
  );

  it('admits each once, however often it is named', () => {
    expect(alertsStatements(['rds', 'backup', 'rds'])).toHaveLength(3);
  });
});
