/** What people would have been notified of in these two weeks, by the configuration of the shop. */
import { join } from 'node:path';
import type { Reading } from '../../cli/history/reading';
import { replay } from '../../cli/history/replay';
import type { Replay } from '../../cli/history/replay-types';
import { loadConfig } from '../../shared/config/load';
import type { Config } from '../../shared/config/schema';
import { ZONE } from '../readings';

/** In mails and SMS of what is critical. */
export const SHOP: Partial<Config> = {
  project: 'shop',
  environment: 'production',
  timeZone: ZONE,
  email: { addresses: ['on-call@example.com'], notifyOn: ['critical'] },
  sms: { numbers: ['+821012345678'], notifyOn: ['critical'] },
};

/** @param more what of the shop's configuration is otherwise */
export const sampleReplay = (reading: Reading, more: Partial<Config> = {}): Promise<Replay> =>
  replay(reading, { ...loadConfig(join(__dirname, '../../config'), 'default'), ...SHOP, ...more });
