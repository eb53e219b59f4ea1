import { allOrNone } from './emulators';

describe('allOrNone', () => {
  it('gives all that started', async () => {
    const first = { name: 'first', stop: async () => {} };
    const second = { url: 'second', stop: async () => {} };
    expect(await allOrNone([Promise.resolve(first), Promise.resolve(second)])).toEqual([first, second]);
  });

  it('stops the others, also the slow ones, before it fails', async () => {
    const stopped: string[] = [];
    const stoppable = (name: string) => ({
      stop: async () => {
        stopped.push(name);
      },
    });
    const slow = new Promise<ReturnType<typeof stoppable>>((resolve) =>
      setTimeout(resolve, 30, stoppable('slow')),
    );
    const starting = allOrNone([
      Promise.resolve(stoppable('quick')),
      Promise.reject(new Error('no port')),
      slow,
    ]);
    await expect(starting).rejects.toThrow('no port');
    expect(stopped).toEqual(['quick', 'slow']);
  });
});
