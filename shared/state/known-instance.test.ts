import { DAY_MS } from '../text/duration';
import { recallInstance, rememberInstance } from './known-instance';
import { memoryStore } from './store';

const now = new Date('2026-03-02T03:12:00Z');
const web = { id: 'i-1', name: 'web-1', type: 't3.small', zone: 'ap-northeast-2a', group: undefined };
const { id: _, ...known } = web;

function counting() {
  const store = memoryStore();
  const put = jest.spyOn(store, 'put');
  return { store, put };
}

describe('rememberInstance', () => {
  it('keeps what people call an instance', async () => {
    const { store } = counting();
    await rememberInstance(store, web, now);
    expect(await recallInstance(store, 'i-1')).toEqual(known);
    expect(await recallInstance(store, 'i-2')).toBeUndefined();
  });

  it('writes only what has changed, or would soon be forgotten', async () => {
    const { store, put } = counting();
    await rememberInstance(store, web, now);
    await rememberInstance(store, web, new Date(now.getTime() + DAY_MS));
    expect(put).toHaveBeenCalledTimes(1);
    await rememberInstance(store, { ...web, name: 'web-2' }, now);
    expect(await recallInstance(store, 'i-1')).toEqual({ ...known, name: 'web-2' });
    await rememberInstance(store, { ...web, name: 'web-2' }, new Date(now.getTime() + 25 * DAY_MS));
    expect(put).toHaveBeenCalledTimes(3);
  });
});
