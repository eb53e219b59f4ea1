/** A trail of CloudTrail: how it is set, and which management events it records. */

/**
 * `kmsKey` and `logGroup` are ARNs, empty when there is none; `organization`: it records all accounts of an
 * organisation.
 */
export type TrailSettings = {
  multiRegion: boolean;
  globalEvents: boolean;
  validation: boolean;
  organization: boolean;
  kmsKey: string;
  bucket: string;
  logGroup: string;
};

/** Which management events are recorded; with `filters`, only those for which each of them holds. */
export type Coverage = { reads: boolean; writes: boolean; filters: string[] };

/** `readWrite` is AWS's `All`, `ReadOnly` or `WriteOnly`; `excluded` are event sources, such as `kms.amazonaws.com`. */
export type BasicSelector = { readWrite: string; management: boolean; excluded: string[] };

/** `conditions` by AWS's operator: `{ equals: ['Management'] }`. All of them hold, each for one of its values. */
export type AdvancedSelector = { field: string; conditions: Record<string, string[]> };

const FILTER_OPERATORS: Record<string, string> = {
  equals: 'is',
  notEquals: 'is not',
  startsWith: 'starts with',
  notStartsWith: 'does not start with',
  endsWith: 'ends with',
  notEndsWith: 'does not end with',
};

/** An event is recorded when one selector takes it, so one that takes all makes the filters of the others void. */
function coverageUnion(parts: Coverage[]): Coverage {
  const takesAll = parts.some(({ reads, writes, filters }) => reads && writes && filters.length === 0);
  return {
    reads: parts.some(({ reads }) => reads),
    writes: parts.some(({ writes }) => writes),
    filters: takesAll ? [] : [...new Set(parts.flatMap(({ filters }) => filters))].sort(),
  };
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export const basicCoverage = (selectors: BasicSelector[]): Coverage =>
  coverageUnion(
    selectors
      .filter(({ management }) => management)
      .map(({ readWrite, excluded }) => ({
        reads: readWrite !== 'WriteOnly',
        writes: readWrite !== 'ReadOnly',
        filters: excluded.map((source) => `eventSource is not ${source}`),
      })),
  );

function filtersOf({ field, conditions }: AdvancedSelector): string[] {
  return Object.entries(conditions)
    .filter(([, values]) => values.length > 0)
    .map(([operator, values]) => `${field} ${FILTER_OPERATORS[operator] ?? operator} ${values.join(' or ')}`);
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html */
export const advancedCoverage = (selectors: AdvancedSelector[][]): Coverage =>
  coverageUnion(
    selectors
      .filter((fields) =>
        fields.some(
          ({ field, conditions }) => field === 'eventCategory' && conditions.equals?.includes('Management'),
        ),
      )
      .map((fields) => {
        const readOnly = fields.find(({ field }) => field === 'readOnly')?.conditions.equals;
        const others = fields.filter(({ field }) => field !== 'eventCategory' && field !== 'readOnly');
        return {
          reads: readOnly?.includes('true') ?? true,
          writes: readOnly?.includes('false') ?? true,
          filters: others.flatMap(filtersOf),
        };
      }),
  );

/** `all`, `read only`, `off`, with the filters. */
export function coverageText({ reads, writes, filters }: Coverage): string {
  if (!reads && !writes) return 'off';
  const kinds = reads && writes ? 'all' : reads ? 'read only' : 'write only';
  return filters.length === 0 ? kinds : `${kinds}, where ${filters.join(' and ')}`;
}
