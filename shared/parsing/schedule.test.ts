import { fixture } from '../../test/fixture';
import { parseScheduledRule } from './schedule';

describe('parseScheduledRule', () => {
  it('names the rule whose time has come', () => {
    expect(parseScheduledRule(fixture('instances-look'))).toMatchObject({
      rule: 'alarm-responder-dev-instances-look',
      account: '123456789012',
    });
  });
});
