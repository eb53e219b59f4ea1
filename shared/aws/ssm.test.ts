import {
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  InvocationDoesNotExist,
  SendCommandCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { findAgent, getInvocation, sendCommand } from './ssm';

const client = mockClient(SSMClient);
beforeEach(() => client.reset());
const sent = () => client.call(0).args[0].input;

describe('sendCommand', () => {
  it('sends a document to one instance, to be delivered within a minute', async () => {
    client.on(SendCommandCommand).resolves({ Command: { CommandId: 'c-1' } });
    const command = { document: 'restart', instanceId: 'i-1', parameters: { unit: 'httpd' } };
    expect(await sendCommand({ ...command, comment: '웹'.repeat(101) })).toBe('c-1');
    expect(sent()).toEqual({
      DocumentName: 'restart',
      DocumentVersion: expect.any(String),
      InstanceIds: ['i-1'],
      Parameters: { unit: ['httpd'] },
      TimeoutSeconds: 60,
      Comment: '웹'.repeat(100),
    });
  });

  it('runs the document as it was last deployed, whichever version is its default', async () => {
    client.on(SendCommandCommand).resolves({});
    await sendCommand({ document: 'restart', instanceId: 'i-1', parameters: {}, comment: '' });
    expect(sent()).toMatchObject({ DocumentVersion: '$LATEST' });
  });
});

describe('getInvocation', () => {
  it('says how a command fares', async () => {
    client.on(GetCommandInvocationCommand).resolves({
      Status: 'TimedOut',
      StatusDetails: 'Delivery Timed Out',
      StandardOutputContent: 'out',
      StandardErrorContent: 'err',
      Comment: 'httpd: httpd on web-1',
    });
    expect(await getInvocation('c-1', 'i-1')).toEqual({
      status: 'DeliveryTimedOut',
      output: 'out',
      error: 'err',
      comment: 'httpd: httpd on web-1',
    });
    expect(sent()).toEqual({ CommandId: 'c-1', InstanceId: 'i-1' });
  });

  it('knows when there is none, and does not take a refusal for that', async () => {
    client
      .on(GetCommandInvocationCommand)
      .rejectsOnce(new InvocationDoesNotExist({ message: 'no', $metadata: {} }))
      .rejects(new Error('AccessDenied'));
    expect(await getInvocation('c-1', 'i-1')).toBeUndefined();
    await expect(getInvocation('c-1', 'i-1')).rejects.toThrow('AccessDenied');
  });
});

describe('findAgent', () => {
  it('finds the agent of an instance, if it is managed', async () => {
    const LastPingDateTime = new Date(0);
    client
      .on(DescribeInstanceInformationCommand)
      .resolvesOnce({ InstanceInformationList: [{ PingStatus: 'ConnectionLost', LastPingDateTime }] })
      .resolves({ InstanceInformationList: [] });
    expect(await findAgent('i-1')).toEqual({ ping: 'ConnectionLost', lastSeenAt: LastPingDateTime });
    expect(await findAgent('i-1')).toBeUndefined();
    expect(sent()).toEqual({ Filters: [{ Key: 'InstanceIds', Values: ['i-1'] }] });
  });
});
