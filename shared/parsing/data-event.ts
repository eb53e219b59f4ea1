/** A call on what is in a bucket, as CloudTrail writes it to its log: a "data event". */
import * as v from 'valibot';
import { maybe, parse, timestamp } from './parse';
import { userIdentity } from './user-identity';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html */
const record = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    eventTime: timestamp,
    eventName: v.string(),
    userIdentity,
    sourceIPAddress: maybe(v.string()),
    errorCode: maybe(v.string()),
    requestParameters: maybe(v.object({ bucketName: maybe(v.string()), key: maybe(v.string()) })),
  }),
  v.transform((event) => ({
    at: event.eventTime,
    call: event.eventName,
    caller: event.userIdentity,
    source: event.sourceIPAddress,
    refused: event.errorCode,
    bucket: event.requestParameters?.bucketName,
    key: event.requestParameters?.key,
  })),
);

/** `source` is an address, or the name of the AWS service that called; `refused` AWS's error; some calls name no key. */
export type DataEvent = v.InferOutput<typeof record>;

/** @param line the record as it stands in the log. @throws EventParseError */
export const parseDataEvent = (line: unknown): DataEvent => parse(record, line, 'CloudTrail record');
