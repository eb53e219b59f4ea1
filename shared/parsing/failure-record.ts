/** What Lambda sends to a failure destination: an event that a function could not handle, and why. */
import * as v from 'valibot';
import { parseArn } from '../aws/arn';
import { maybe, parse, timestamp } from './parse';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const record = v.object({
  timestamp: maybe(timestamp),
  requestContext: v.object({
    requestId: maybe(v.string()),
    functionArn: v.string(),
    condition: v.string(),
    approximateInvokeCount: maybe(v.number()),
  }),
  requestPayload: v.unknown(),
  responsePayload: v.optional(v.unknown()),
});

const thrown = v.object({ errorType: maybe(v.string()), errorMessage: maybe(v.string()) });

/**
 * `condition` is AWS's word (`RetriesExhausted`, `EventAgeExceeded`); `error` is absent when the event aged out
 * before it was tried; `payload` is the event that was not handled.
 */
export type FailureRecord = {
  requestId: string | undefined;
  functionName: string;
  functionArn: string;
  condition: string;
  attempts: number | undefined;
  at: Date | undefined;
  error: string | undefined;
  payload: unknown;
};

/** `arn:…:function:NAME:$LATEST` → `NAME`. */
const functionNameIn = (functionArn: string): string =>
  parseArn(functionArn)
    ?.resource.replace(/^function:/, '')
    .split(':')[0] || functionArn;

function errorOf(payload: unknown): string | undefined {
  if (payload === undefined || payload === null) return undefined;
  const error = v.safeParse(thrown, payload);
  const parts = error.success ? [error.output.errorType, error.output.errorMessage] : [];
  return parts.filter(Boolean).join(': ') || 'an error without a message';
}

/** @throws EventParseError */
export function parseFailureRecord(input: unknown): FailureRecord {
  const { requestContext, ...rest } = parse(record, input, 'Lambda failure record');
  return {
    requestId: requestContext.requestId,
    functionName: functionNameIn(requestContext.functionArn),
    functionArn: requestContext.functionArn,
    condition: requestContext.condition,
    attempts: requestContext.approximateInvokeCount,
    at: rest.timestamp,
    error: errorOf(rest.responsePayload),
    payload: rest.requestPayload,
  };
}
