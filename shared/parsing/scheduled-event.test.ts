import { fixture } from '../../events/fixture';
import { parseScheduledEvent } from './scheduled-event';

describe('parseScheduledEvent', () => {
  it('names the rule', () => {
    expect(parseScheduledEvent(fixture('instances-look'))).toMatchObject({
      rule: 'alarm-responder-dev-instances-look',
      account: '123456789012',
    });
  });
});
