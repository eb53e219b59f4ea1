import fc from 'fast-check';
import { fixture, messagesOf } from '../../test/fixture';
import { readIncoming } from './incoming';

const [record] = Object(fixture('cpu-high')).Records;
const sns = (message: unknown) => ({
  Records: [
    {
      ...record,
      Sns: { ...record.Sns, Message: typeof message === 'string' ? message : JSON.stringify(message) },
    },
  ],
});
const [alarm] = messagesOf('cpu-high').map(Object);
const [failure] = messagesOf('failure-record').map(Object);

describe('readIncoming', () => {
  it.each<[string, unknown, string[]]>([
    ['an alarm by SNS', fixture('alarm'), ['alarm']],
    ['an alarm by EventBridge', fixture('alarm-eventbridge'), ['alarm']],
    ['an alarm that calls the function itself', fixture('alarm-direct'), ['alarm']],
    ['two records', fixture('two-records'), ['alarm', 'alarm']],
    ['a notice', fixture('notice'), ['notice']],
    ['a failure record', fixture('failure-record'), ['failure']],
    ['a failure record by itself', failure, ['failure']],
    ['a sentence', fixture('plain-text'), ['text']],
    ['a number', sns('42'), ['text']],
    ['null', sns('null'), ['text']],
    ['nothing', undefined, ['text']],
    ['records of something else', { Records: [{ eventSource: 'aws:s3' }] }, ['text']],
    ['no records', { Records: [] }, ['text']],
  ])('recognises %s', (_, event, kinds) => {
    expect(readIncoming(event).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('takes a malformed alarm as text and says what is wrong with it', () => {
    expect(readIncoming(sns({ ...alarm, StateChangeTime: 42 }))).toMatchObject([
      { kind: 'text', problem: 'Not a CloudWatch alarm: expected string at StateChangeTime, got 42' },
    ]);
  });

  it('finds the original alarm in a failure record', () => {
    expect(readIncoming(fixture('failure-record'))).toMatchObject([
      { kind: 'failure', nested: [{ kind: 'alarm', alarm: { name: 'httpd-process-down' } }] },
    ]);
  });

  it('takes a failure inside a failure as text', () => {
    const nested = { ...failure, requestPayload: sns(failure) };
    expect(readIncoming(sns(nested))).toMatchObject([{ kind: 'failure', nested: [{ kind: 'text' }] }]);
  });

  it('drops nothing and never throws, whatever comes', () => {
    const message = fc.oneof(fc.json(), fc.string(), fc.constant(JSON.stringify(alarm)));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), message.map(sns)), (event) => {
        expect(readIncoming(event).length).toBeGreaterThan(0);
      }),
    );
  });
});
