/** Who made a call. `name` is absent where the record does not say. */
const named = (kind: string, name: string | undefined): string => (name ? `${kind} ${name}` : kind);

export const actor = {
  root: (account: string | undefined): string => named('the root user of account', account),
  user: (name: string | undefined): string => named('IAM user', name),
  role: (name: string | undefined): string => named('role', name),
  session: (name: string): string => `, session ${name}`,
  federated: (name: string | undefined): string => named('federated user', name),
  sessionOfRoot: ', a session of the root user',
  sessionOfUser: (name: string): string => `, a session of IAM user ${name}`,
  external: (name: string | undefined): string => named('user', name),
  provider: (name: string): string => ` of ${name}`,
  identityCenter: (name: string | undefined): string => named('IAM Identity Center user', name),
  directory: (name: string | undefined): string => named('directory user', name),
  anonymous: 'somebody anonymous',
  account: (id: string | undefined): string => named('account', id),
  service: (name: string | undefined): string => named('AWS service', name),
  unknown: (type: string): string => `not known (${type})`,
  withMfa: 'with MFA',
  withoutMfa: 'without MFA',
  sourceIdentity: (name: string): string => `who is ${name}`,
  through: (service: string): string => `through ${service}`,
  onBehalfOf: (account: string): string => `on behalf of account ${account}`,
};
