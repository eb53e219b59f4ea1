import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { stackOutputs, stackResources, stackTemplate } from './cloudformation';

const client = mockClient(CloudFormationClient);
beforeEach(() => client.reset());

const refusal = (message: string) =>
  new CloudFormationServiceException({ name: 'ValidationError', message, $fault: 'client', $metadata: {} });

describe('stackOutputs', () => {
  it('gives the outputs by name', async () => {
    client.on(DescribeStacksCommand, { StackName: 'alarm-responder-dev' }).resolves({
      Stacks: [
        {
          StackName: 'alarm-responder-dev',
          CreationTime: new Date(0),
          StackStatus: 'CREATE_COMPLETE',
          Outputs: [{ OutputKey: 'AlertsTopicArn', OutputValue: 'arn:aws:sns:x' }],
        },
      ],
    });
    expect(await stackOutputs('alarm-responder-dev')).toEqual({ AlertsTopicArn: 'arn:aws:sns:x' });
  });

  it('knows when there is no stack, and does not take a refusal for that', async () => {
    client.on(DescribeStacksCommand).rejectsOnce(refusal('Stack with id alarm-responder-dev does not exist'));
    expect(await stackOutputs('alarm-responder-dev')).toBeUndefined();
    client.on(DescribeStacksCommand).rejects(refusal('not authorized'));
    await expect(stackOutputs('alarm-responder-dev')).rejects.toThrow('not authorized');
  });
});

describe('stackTemplate and stackResources', () => {
  it('read the stack', async () => {
    client.on(GetTemplateCommand).resolves({ TemplateBody: '{"Resources":{}}' });
    client
      .on(ListStackResourcesCommand)
      .resolvesOnce({
        StackResourceSummaries: [
          {
            LogicalResourceId: 'A',
            PhysicalResourceId: 'a',
            ResourceType: 't',
            ResourceStatus: 'CREATE_COMPLETE',
            LastUpdatedTimestamp: new Date(0),
          },
        ],
        NextToken: 'next',
      })
      .resolvesOnce({ StackResourceSummaries: [] });
    expect(await stackTemplate('s')).toEqual({ Resources: {} });
    expect(await stackResources('s')).toEqual(new Map([['A', 'a']]));
  });
});
