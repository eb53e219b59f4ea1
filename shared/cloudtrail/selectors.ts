/** Which events a trail records: its event selectors, basic or advanced, in one form that can be compared. */

/** `operator` as AWS spells it: `equals`, `notStartsWith`. One of the values must fit, or with `not…` none. */
export type Condition = { field: string; operator: string; values: string[] };

/** Of the events of a category (`Management`, `Data`, `NetworkActivity`) those that fulfil all conditions. */
export type Selector = { category: string; conditions: Condition[] };

/**
 * `readWrite` is AWS's `All`, `ReadOnly` or `WriteOnly`; `excluded` are event sources, such as `kms.amazonaws.com`. `data` are
 * types of resources with how their ARNs begin.
 */
export type BasicSelector = {
  readWrite: string;
  management: boolean;
  excluded: string[];
  data: { type: string; values: string[] }[];
};

/** `conditions` by AWS's operator: `{ equals: ['Management'] }`. All of them hold, each for one of its values. */
export type AdvancedField = { field: string; conditions: Record<string, string[]> };

const READ_ONLY: Record<string, string> = { ReadOnly: 'true', WriteOnly: 'false' };
/** `arn:aws:s3` and the like stand for all resources of the service. */
const EVERY_RESOURCE = /^arn:[^:]+:[^:]+:?$/;

const selector = (category: string, conditions: Condition[]): Selector => ({
  category,
  conditions: conditions
    .filter(({ values }) => values.length > 0)
    .map((condition) => ({ ...condition, values: [...new Set(condition.values)].sort() })),
});

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export const basicSelectors = (selectors: BasicSelector[]): Selector[] =>
  selectors.flatMap(({ readWrite, management, excluded, data }) => {
    const kind = READ_ONLY[readWrite];
    const readOnly = { field: 'readOnly', operator: 'equals', values: kind === undefined ? [] : [kind] };
    const source = { field: 'eventSource', operator: 'notEquals', values: excluded };
    const ofData = data
      .filter(({ values }) => values.length > 0)
      .map(({ type, values }) => {
        const begins = values.some((value) => EVERY_RESOURCE.test(value)) ? [] : values;
        return selector('Data', [
          readOnly,
          { field: 'resources.type', operator: 'equals', values: [type] },
          { field: 'resources.ARN', operator: 'startsWith', values: begins },
        ]);
      });
    return [...(management ? [selector('Management', [readOnly, source])] : []), ...ofData];
  });

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html */
export const advancedSelectors = (selectors: AdvancedField[][]): Selector[] =>
  selectors.flatMap((fields) => {
    const category = fields.find(({ field }) => field === 'eventCategory');
    const conditions = fields
      .filter((one) => one !== category)
      .flatMap(({ field, conditions }) =>
        Object.entries(conditions).map(([operator, values]) => ({ field, operator, values })),
      );
    return (category?.conditions.equals ?? []).map((name) => selector(name, conditions));
  });

/** Whether management events that write are recorded, from all or some sources. */
export const recordsWrites = (selectors: Selector[]): boolean =>
  selectors.some(
    ({ category, conditions }) =>
      category === 'Management' &&
      !conditions.some(({ field, values }) => field === 'readOnly' && !values.includes('false')),
  );
