import { accessRecord, alice } from '../../test/access-record';
import { EventParseError } from '../errors';
import { parseDataEvent } from './data-event';

describe('parseDataEvent', () => {
  it('reads who called what, and from where', () => {
    expect(parseDataEvent(accessRecord())).toEqual({
      at: new Date('2026-03-03T17:38:02Z'),
      call: 'GetObject',
      caller: expect.objectContaining({ type: 'IAMUser', userName: alice.userName, mfa: undefined }),
      source: '203.0.113.7',
      refused: undefined,
      bucket: 'shop-exports',
      key: 'customers.csv',
    });
  });

  it('reads a refused call that names nothing', () => {
    const record = accessRecord({ errorCode: 'AccessDenied', requestParameters: null });
    expect(parseDataEvent(record)).toMatchObject({
      refused: 'AccessDenied',
      bucket: undefined,
      key: undefined,
    });
  });

  it.each([
    ['no JSON', 'START RequestId'],
    ['JSON of something else', '{"level":"info"}'],
    ['half a record', accessRecord().slice(0, 200)],
    ['nothing', undefined],
  ])('refuses %s', (_, line) => {
    expect(() => parseDataEvent(line)).toThrow(EventParseError);
  });
});
