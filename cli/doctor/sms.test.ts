import { judgeSms } from './sms';

describe('judgeSms', () => {
  it.each([
    [true, 100, 'broken'],
    [false, 1, 'warning'],
    [false, 50, 'ok'],
  ])('sandboxed %s with %i USD', (sandboxed, limit, state) => {
    expect(judgeSms({ sandboxed, limit }, 'ap-northeast-1').state).toBe(state);
  });
});
