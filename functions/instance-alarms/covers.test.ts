import fc from 'fast-check';
import { coveredBy } from './covers';

const disk = (path: string, change: Record<string, string> = {}) => ({
  namespace: 'CWAgent',
  metric: 'disk_used_percent',
  dimensions: { InstanceId: 'i-1', ImageId: 'ami-1', InstanceType: 't3.micro', path, ...change },
});

describe('coveredBy', () => {
  const covers = coveredBy([disk('/'), disk('/data', { device: 'nvme1n1' })]);

  it.each([
    ['the same', disk('/'), true],
    ['another path', disk('/other'), false],
    ['another type of instance and image', disk('/', { InstanceType: 'm7g.large', ImageId: 'ami-2' }), true],
    ['another device', disk('/data', { device: 'nvme2n1' }), false],
    ['one with a dimension less', disk('/data'), true],
    ['one with a dimension more', disk('/', { fstype: 'xfs' }), false],
    ['another metric', { ...disk('/'), metric: 'disk_inodes_free' }, false],
    ['a metric without dimensions', { ...disk('/'), dimensions: {} }, true],
    ['another metric without dimensions', { metric: 'mem_used_percent', dimensions: {} }, false],
  ])('of %s: %p', (_, metric, expected) => {
    expect(covers(metric)).toBe(expected);
  });

  it('finds what a look at every one would find', () => {
    const dimensions = fc.dictionary(
      fc.constantFrom('InstanceId', 'path', 'device', 'ImageId', 'InstanceType'),
      fc.constantFrom('a', 'b'),
    );
    const metric = fc.record({
      namespace: fc.constant('CWAgent'),
      metric: fc.constantFrom('disk', 'mem'),
      dimensions,
    });
    fc.assert(
      fc.property(fc.array(metric, { maxLength: 8 }), metric, (reported, one) => {
        const { ImageId, InstanceType, ...essential } = one.dimensions;
        const expected = reported.some(
          (other) =>
            other.metric === one.metric &&
            Object.entries(essential).every(([name, value]) => other.dimensions[name] === value),
        );
        expect(coveredBy(reported)(one)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });
});
