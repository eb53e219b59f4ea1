import type { actor as en } from '../en/actor';

const named = (kind: string, name: string | undefined): string => (name ? `${kind} ${name}` : kind);

export const actor: typeof en = {
  root: (account) => named('루트 사용자, 계정', account),
  user: (name) => named('IAM 사용자', name),
  role: (name) => named('역할', name),
  session: (name) => `, 세션 ${name}`,
  federated: (name) => named('페더레이션 사용자', name),
  sessionOfRoot: ', 루트 사용자 세션',
  sessionOfUser: (name) => `, IAM 사용자 ${name} 세션`,
  external: (name) => named('사용자', name),
  provider: (name) => ` (${name})`,
  identityCenter: (name) => named('IAM Identity Center 사용자', name),
  directory: (name) => named('디렉터리 사용자', name),
  anonymous: '익명 사용자',
  account: (id) => named('계정', id),
  service: (name) => named('AWS 서비스', name),
  unknown: (type) => `알 수 없음 (${type})`,
  withMfa: 'MFA 사용',
  withoutMfa: 'MFA 미사용',
  sourceIdentity: (name) => `원본 ID ${name}`,
  through: (service) => `경유 ${service}`,
  onBehalfOf: (account) => `계정 ${account} 대행`,
};
