import { messagesOf } from '../../test/fixture';
import { parseFailureRecord } from './failure-record';

const [record] = messagesOf('failure-record').map(Object);

describe('parseFailureRecord', () => {
  it('reads what failed and why', () => {
    expect(parseFailureRecord(record)).toMatchObject({
      functionName: 'alarm-responder-dev-processRestarter',
      condition: 'RetriesExhausted',
      attempts: 3,
      error: expect.stringMatching(/^\w+: .+/),
    });
  });

  it.each<[string, unknown, string | undefined]>([
    ['no answer at all', undefined, undefined],
    ['null', null, undefined],
    ['a message without a type', { errorMessage: 'it broke' }, 'it broke'],
    ['something else', 'it broke', 'an error without a message'],
  ])('takes a response of %s', (_, responsePayload, error) => {
    expect(parseFailureRecord({ ...record, responsePayload }).error).toBe(error);
  });

  it('reads an event that aged out before it was tried', () => {
    expect(parseFailureRecord(messagesOf('failure-aged-out')[0])).toMatchObject({
      condition: 'EventAgeExceeded',
      error: undefined,
    });
  });

  it('keeps a function name that is no ARN', () => {
    const requestContext = { ...record.requestContext, functionArn: 'odd' };
    expect(parseFailureRecord({ ...record, requestContext }).functionName).toBe('odd');
  });
});
