import { memoryStore } from '../../../shared/state/store';
import { takeSms } from './sms-limit';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 2, 3, minutes));

describe('takeSms', () => {
  it('lets ten pass in ten minutes, and counts the rest for the next one', async () => {
    const store = memoryStore();
    for (let sent = 0; sent < 10; sent += 1) expect(await takeSms(store, at(0))).toBe(0);
    expect(await takeSms(store, at(1))).toBeUndefined();
    expect(await takeSms(store, at(2))).toBeUndefined();
    expect(await takeSms(store, at(11))).toBe(2);
    expect(await takeSms(store, at(11))).toBe(0);
  });
});
