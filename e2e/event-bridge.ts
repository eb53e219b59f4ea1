/**
 * Delivers an event of AWS itself: nobody else may put events with a source that begins with `aws.`, so the deployed
 * rules are asked whether they match, and their targets are invoked as EventBridge would.
 */
import {
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

const eventBridge = new EventBridgeClient();

async function allRules(NextToken?: string): Promise<Rule[]> {
  const { Rules = [], ...page } = await eventBridge.send(new ListRulesCommand({ NextToken }));
  return page.NextToken ? [...Rules, ...(await allRules(page.NextToken))] : Rules;
}

/** A schedule that comes due would speak up in the middle of some test: tests do what schedules do themselves. */
export async function stopSchedules(): Promise<void> {
  for (const { Name, ScheduleExpression } of await allRules()) {
    if (ScheduleExpression) await eventBridge.send(new DisableRuleCommand({ Name }));
  }
}

async function enabledRules(): Promise<Rule[]> {
  return (await allRules()).filter(({ State, EventPattern }) => State === 'ENABLED' && EventPattern);
}

async function targetsOf({ Name }: Rule): Promise<string[]> {
  const { Targets = [] } = await eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name }));
  return Targets.map(({ Arn = '' }) => Arn);
}

/** @returns the ARNs of the functions that an event is for, none when no rule matches */
export async function recipientsOf(event: unknown): Promise<string[]> {
  const Event = JSON.stringify(event);
  const recipients: string[] = [];
  for (const rule of await enabledRules()) {
    const command = new TestEventPatternCommand({ EventPattern: rule.EventPattern, Event });
    const { Result } = await eventBridge.send(command);
    if (Result) recipients.push(...(await targetsOf(rule)));
  }
  return recipients;
}

/** @returns the ARNs of the functions that were invoked, none when no rule matches */
export async function deliver(event: unknown): Promise<string[]> {
  const recipients = await recipientsOf(event);
  for (const FunctionName of recipients) {
    await new LambdaClient().send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(event) }),
    );
  }
  return recipients;
}
