import { memoryStore } from '../../shared/state/store';
import { leave, leftOver, take } from './backlog';

const now = new Date('2026-03-01T12:00:00Z');

describe('the backlog', () => {
  it('keeps every instance once, whatever happens at the same moment', async () => {
    const store = memoryStore();
    const ids = Array.from({ length: 300 }, (_, index) => `i-${index.toString(16).padStart(17, '0')}`);
    await Promise.all([...ids, ...ids].map((id) => leave(store, id, now)));
    expect((await leftOver(store)).sort()).toEqual(ids);
    await Promise.all(ids.map((id) => take(store, id, now)));
    expect(await leftOver(store)).toEqual([]);
  });
});
