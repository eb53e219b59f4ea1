/** Selectors of a trail for tests, as CloudTrail has them: basic ones, and fields of advanced ones. */
import type { AdvancedField } from '../shared/cloudtrail/selectors';

export const all = { readWrite: 'All', management: true, excluded: [], data: [] };
export const s3 = (...values: string[]) => [{ type: 'AWS::S3::Object', values }];
export const management: AdvancedField = { field: 'eventCategory', conditions: { equals: ['Management'] } };
export const data: AdvancedField = { field: 'eventCategory', conditions: { equals: ['Data'] } };
export const is = (field: string, ...values: string[]): AdvancedField => ({
  field,
  conditions: { equals: values },
});
export const notKms: AdvancedField = {
  field: 'eventSource',
  conditions: { equals: [], notEquals: ['kms.amazonaws.com'] },
};
