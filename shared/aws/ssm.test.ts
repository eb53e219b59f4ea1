import {
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  InvocationDoesNotExist,
  SendCommandCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { findAgent, getInvocation, sendCommand } from './ssm';

const INSTANCE = 'i-0a1b2c3d4e5f60718';
const COMMAND = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const client = mockClient(SSMClient);
beforeEach(() => client.reset());
const sent = () => client.call(0).args[0].input;

describe('sendCommand', () => {
  it('sends a document to one instance, to be delivered within a minute', async () => {
    client.on(SendCommandCommand).resolves({ Command: { CommandId: COMMAND } });
    const command = { document: 'restart', instanceId: INSTANCE, parameters: { unit: 'httpd' } };
    expect(await sendCommand({ ...command, comment: '웹'.repeat(101) })).toBe(COMMAND);
    expect(sent()).toEqual({
      DocumentName: 'restart',
      DocumentVersion: expect.any(String),
      InstanceIds: [INSTANCE],
      Parameters: { unit: ['httpd'] },
      TimeoutSeconds: 60,
      Comment: '웹'.repeat(100),
    });
  });

  it('runs the document as it was last deployed, whichever version is its default', async () => {
    client.on(SendCommandCommand).resolves({});
    await sendCommand({ document: 'restart', instanceId: INSTANCE, parameters: {}, comment: '' });
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
    expect(await getInvocation(COMMAND, INSTANCE)).toEqual({
      status: 'DeliveryTimedOut',
      output: 'out',
      error: 'err',
      comment: 'httpd: httpd on web-1',
    });
    expect(sent()).toEqual({ CommandId: COMMAND, InstanceId: INSTANCE });
  });

  it('knows when there is none, and does not take a refusal for that', async () => {
    client
      .on(GetCommandInvocationCommand)
      .rejectsOnce(new InvocationDoesNotExist({ message: 'no', $metadata: {} }))
      .rejects(new Error('AccessDenied'));
    expect(await getInvocation(COMMAND, INSTANCE)).toBeUndefined();
    await expect(getInvocation(COMMAND, INSTANCE)).rejects.toThrow('AccessDenied');
  });
});

describe('findAgent', () => {
  it('finds the agent of an instance, if it is managed', async () => {
    const LastPingDateTime = new Date(0);
    client
      .on(DescribeInstanceInformationCommand)
      .resolvesOnce({ InstanceInformationList: [{ PingStatus: 'ConnectionLost', LastPingDateTime }] })
      .resolves({ InstanceInformationList: [] });
    expect(await findAgent(INSTANCE)).toEqual({ ping: 'ConnectionLost', lastSeenAt: LastPingDateTime });
    expect(await findAgent(INSTANCE)).toBeUndefined();
    expect(sent()).toEqual({ Filters: [{ Key: 'InstanceIds', Values: [INSTANCE] }] });
  });
});
