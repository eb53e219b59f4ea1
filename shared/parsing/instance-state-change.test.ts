import { fixture } from '../../test/fixture';
import { parseInstanceStateChange } from './instance-state-change';

describe('parseInstanceStateChange', () => {
  it('gives the instance, its state and the place', () => {
    expect(parseInstanceStateChange(fixture('instance-running'))).toEqual({
      instanceId: 'i-05e8fb4ee552d3511',
      state: 'running',
      at: new Date('2020-03-25T05:42:48Z'),
      account: '123456789012',
      region: 'ap-northeast-2',
    });
  });

  it('names the path of what is missing', () => {
    const event = { ...Object(fixture('instance-running')), detail: { state: 'running' } };
    expect(() => parseInstanceStateChange(event)).toThrow('at detail.instance-id');
  });
});
