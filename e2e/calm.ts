/** Before each file: what the one before has left in the notifier's queue is sent, or it would be sent among the next. */
import { untilDrained } from './drained';

beforeAll(() => untilDrained());
