import { card, setUp, silenceLog } from '../../test/slack-notifier';
import { messageFor } from './tell-slack';

const logs = silenceLog();

describe('messageFor', () => {
  it('is in bare words when something in the card cannot be shown, and logs why', () => {
    const { deps } = setUp();
    const odd = card({ at: new Date(Number.NaN), links: [{ text: 'Alarm', url: 'https://x.y/' }] });
    expect(messageFor(odd, deps)).toEqual(messageFor(card({ facts: {} }), deps));
    expect(logs.error).toHaveBeenCalledWith('rendered without extras', { why: 'Invalid time value' });
  });
});
