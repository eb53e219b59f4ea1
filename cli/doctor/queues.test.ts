import { judgeQueues } from './queues';

const TARGET = { stage: 'dev', region: 'ap-northeast-2' };

describe('judgeQueues', () => {
  it('names what lies where, and the way back', () => {
    expect(judgeQueues([{ name: 'a', length: 0 }], TARGET)).toMatchObject({ state: 'ok' });
    expect(
      judgeQueues(
        [
          { name: 'a', length: 0 },
          { name: 'b', length: 3 },
        ],
        TARGET,
      ),
    ).toEqual({
      state: 'broken',
      seen: 'not delivered or not done: 3 in b',
      remedy: 'read them, then: npm run redrive -- --stage dev --region ap-northeast-2',
    });
  });
});
