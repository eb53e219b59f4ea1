import { fixture } from '../test/fixture';
import { readMessages } from './emulators/slack';
import { deliver } from './event-bridge';
import { fresh } from './fresh';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const { slackUrl } = sharedWorld();

describe('an event of AWS', () => {
  it('reaches the notifier through the deployed rule for all alarms', async () => {
    const before = (await readMessages(slackUrl)).length;
    expect(await deliver(fresh('alarm-eventbridge'))).toEqual([expect.stringMatching(/slackNotifier$/)]);
    const message = await waitFor('The message', async () => (await readMessages(slackUrl))[before]);
    expect(message.text).toContain('CPUUtilization was');
  });

  it('reaches nobody when no rule is for it', async () => {
    const event = {
      ...Object(fixture('alarm-eventbridge')),
      'detail-type': 'CloudWatch Alarm Configuration Change',
    };
    expect(await deliver(event)).toEqual([]);
  });
});
