import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { rolePolicies } from './iam';

const client = mockClient(IAMClient);
beforeAll(() => {
  process.env.AWS_REGION = 'ap-northeast-2';
});
beforeEach(() => client.reset());

describe('rolePolicies', () => {
  it('decodes the documents', async () => {
    client.on(ListRolePoliciesCommand).resolves({ PolicyNames: ['p'] });
    client.on(GetRolePolicyCommand).resolves({ PolicyDocument: encodeURIComponent('{"Statement":[]}') });
    expect(await rolePolicies('role')).toEqual(new Map([['p', { Statement: [] }]]));
  });
});
