/** The sections of `config/` about people without Slack. */
import * as v from 'valibot';
import { notificationKind, severitySchema } from '../notification';

/** What people may ask for: severities, and kinds of notifications whatever their severity. */
const notifyOn = v.array(v.picklist([...severitySchema.options, ...notificationKind.options]));

export const address = v.pipe(v.string(), v.email('the address of an email'));
const phone = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/, 'a phone number such as "+821012345678"'));

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

export const subscriberEntries = {
  timeZone: v.pipe(v.string(), v.check(isTimeZone, 'a time zone such as Asia/Seoul')),
  email: v.strictObject({
    addresses: v.array(address),
    notifyOn: v.pipe(notifyOn, v.nonEmpty('something to notify of')),
  }),
  sms: v.strictObject({ numbers: v.array(phone), notifyOn }),
  smsRegion: v.string(),
};

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-supported-regions-countries.html */
const SMS_REGIONS = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'us-gov-east-1', 'us-gov-west-1', 'ca-central-1'],
  ...['ca-west-1', 'sa-east-1', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1', 'me-central-1', 'me-south-1', 'af-south-1'],
  ...['ap-northeast-1', 'ap-northeast-3', 'ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2'],
  ...['ap-southeast-3', 'ap-southeast-4'],
]);

/** Why SMS cannot be sent from the region, or `undefined` when they can. */
export const smsProblem = (region: string): string | undefined =>
  SMS_REGIONS.has(region)
    ? undefined
    : `SNS cannot send SMS from ${region}: set smsRegion to one that can, such as ap-northeast-1 for Seoul.`;
