import { recall, remember } from './remember';
import { memoryStore } from './store';

const start = new Date('2026-03-01T12:00:00Z');
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);

describe('remember and recall', () => {
  it('keep the newest value for its time', async () => {
    const store = memoryStore();
    await remember(store, 'command c-1', { unit: 'httpd' }, 60_000, start);
    await remember(store, 'command c-1', { unit: 'nginx' }, 60_000, start);
    expect(await recall(store, 'command c-1', at(59))).toEqual({ unit: 'nginx' });
    expect(await recall(store, 'command c-1', at(61))).toBeUndefined();
    expect(await recall(store, 'command c-2', start)).toBeUndefined();
  });
});
