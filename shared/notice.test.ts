import { messagesOf } from '../test/fixture';
import { parseNotice } from './notice';

const [notice] = messagesOf('notice').map(Object);

describe('parseNotice', () => {
  it('reads a notice without its optional parts', () => {
    const { account, region, fields, links, details, ...least } = notice;
    expect(parseNotice(least)).toMatchObject({ fields: {}, links: [], details: [] });
  });

  it('refuses a version it does not know', () => {
    expect(() => parseNotice({ ...notice, version: 2 })).toThrow(
      'Not a notice: expected 1 at version, got 2',
    );
  });
});
