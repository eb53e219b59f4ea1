/** Tokens that are known by their shape, wherever they stand. */
// biome-ignore-all lint/complexity/noUselessStringRaw: all alike, so that a backslash can be added
import { type Rule, START } from './rule';

const UUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';

/**
 * As those who issue them document them, so that secret scanners find them: the prefix, and as many characters as there
 * are at least. What is an id and no secret (AIDA…, AROA…, AC…) is not among them.
 */
const SHAPES = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  'aws access key': String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16,124}(?![A-Za-z0-9])`,
  'aws session token': String.raw`(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz)[A-Za-z0-9+/=%_-]{50,}`,
  'login with amazon token': String.raw`Atz[ar]\|[\w+/=-]{20,}`,
  'eks token': String.raw`k8s-aws-v1\.[\w=-]{40,}`,
  'bedrock key': String.raw`(?:ABSK[A-Za-z0-9+/]{40,}={0,2}|bedrock-api-key-[A-Za-z0-9+/=]{20,})`,
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  'github token': String.raw`(?:gh[oprsu]_[A-Za-z0-9]{36,}|github_pat_\w{60,})`,
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  'gitlab token': String.raw`(?:gl(?:pat|oas|dt|rtr|rt|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[\w.-]{20,}|GR1348941[\w-]{20,})`,
  'bitbucket token': String.raw`ATBB[A-Za-z0-9]{24,}`,
  'atlassian token': String.raw`AT(?:ATT3|CTT3)[\w=-]{20,}`,
  'slack token': String.raw`(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]{8,}`,
  'discord token': String.raw`[MNO][A-Za-z0-9_-]{23,28}\.[\w-]{6}\.[\w-]{27,}`,
  'telegram token': String.raw`(?:bot)?\d{8,10}:AA[\w-]{33}(?![\w-])`,
  'sendgrid key': String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
  'mailgun key': String.raw`(?:key-[0-9a-f]{32}(?![0-9A-Za-z])|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![0-9A-Za-z-]))`,
  'mailchimp key': String.raw`[0-9a-f]{32}-us\d{1,2}(?!\d)`,
  'brevo key': String.raw`x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}`,
  'twilio key': String.raw`SK[0-9a-f]{32}(?![0-9A-Za-z])`,
  'resend key': String.raw`re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}`,
  'hubspot token': String.raw`pat-(?:na|eu|ap)\d-${UUID}`,
  'dropbox token': String.raw`sl\.(?:u\.)?[\w-]{100,}=*`,
  'stripe key': String.raw`[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,}`,
  'stripe webhook secret': String.raw`whsec_[A-Za-z0-9+/]{20,}={0,2}`,
  'square token': String.raw`(?:sq0(?:atp|csp|idp)-[\w-]{22,}|EAAA[\w-]{60,})`,
  'facebook token': String.raw`EAA[A-Za-z0-9]{90,}`,
  'braintree token': String.raw`access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}`,
  'toss payments key': String.raw`(?:live|test)_g?sk_[A-Za-z0-9]{20,}`,
  'shopify token': String.raw`shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}`,
  'paddle key': String.raw`pdl_(?:live|sdbx)_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}`,
  'plaid token': String.raw`access-(?:production|development|sandbox)-${UUID}`,
  'flutterwave key': String.raw`FLWSECK(?:_TEST)?-[0-9A-Za-z]{32,}-X`,
  'mollie key': String.raw`(?:live|test)_[A-Za-z0-9]{30}(?![\w-])`,
  'google api key': String.raw`AIza[\w-]{35}`,
  'google token': String.raw`(?:ya29\.[\w-]{20,}|1\/\/0[\w-]{30,})`,
  'gemini key': String.raw`AQ\.Ab[\w-]{40,}`,
  'firebase key': String.raw`AAAA[\w-]{7}:APA91b[\w-]{100,}`,
  'google client secret': String.raw`GOCSPX-[\w-]{20,}`,
  'azure client secret': String.raw`[\w~.-]{3}\dQ~[\w~.-]{31,34}`,
  'azure devops token': String.raw`[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}`,
  'digitalocean token': String.raw`do[opr]_v1_[0-9a-f]{64}`,
  'cloudflare key': String.raw`v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}`,
  'cloudflare token': String.raw`cf[ua]t_[A-Za-z0-9]{40,}`,
  'naver cloud key': String.raw`ncp_iam_[A-Za-z0-9]{20,}`,
  'alibaba key': String.raw`LTAI[A-Za-z0-9]{16,24}(?![A-Za-z0-9])`,
  'tencent key': String.raw`AKID[A-Za-z0-9]{32}(?![A-Za-z0-9])`,
  'heroku key': String.raw`HRKU-AA[\w-]{40,}`,
  'fly token': String.raw`(?:fo1_[\w-]{40,}|fm[12]r?_[A-Za-z0-9+/=]{60,})`,
  'netlify token': String.raw`nfp_[A-Za-z0-9]{36,}`,
  'vercel token': String.raw`vc[ap]_[\w-]{40,}`,
  'tailscale key': String.raw`tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9-]{16,}`,
  'render key': String.raw`rnd_[A-Za-z0-9]{24,}`,
  'databricks token': String.raw`dapi[0-9a-f]{32}`,
  'planetscale token': String.raw`pscale_(?:pw|tkn|oauth)_[\w.-]{32,}`,
  'supabase key': String.raw`(?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,})`,
  'neon key': String.raw`(?:npg_[A-Za-z0-9]{12,}|napi_[a-z0-9]{60,})`,
  'vault token': String.raw`hv[bsr]\.[\w-]{20,}`,
  'terraform token': String.raw`[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{40,}`,
  'pulumi token': String.raw`pul-[0-9a-f]{40}`,
  'doppler token': String.raw`dp\.(?:pt|st|sa|ct|scim|audit)\.(?:[\w-]{1,40}\.)?[A-Za-z0-9]{40,}`,
  '1password token': String.raw`ops_eyJ[\w-]{40,}`,
  'grafana token': String.raw`(?:glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/]{30,}={0,2})`,
  'new relic key': String.raw`(?:NR(?:AK|AA|II|RA|JS)-[A-Za-z0-9_-]{19,}|(?:eu\d\dxx)?[0-9a-z]{26,32}(?:FFFF|[0-9a-f]{4})NRAL)`,
  'sentry token': String.raw`sntr(?:ys|yu)_[\w+/=]{40,}`,
  'honeycomb key': String.raw`hcaik_[a-z0-9]{50,}`,
  'launchdarkly key': String.raw`(?:sdk|api)-${UUID}`,
  'posthog key': String.raw`phx_[A-Za-z0-9]{32,}`,
  'linear key': String.raw`lin_(?:api|oauth)_[A-Za-z0-9]{32,}`,
  'notion token': String.raw`(?:ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{43}(?![A-Za-z0-9]))`,
  'figma token': String.raw`figd_[\w-]{36,}`,
  'airtable token': String.raw`pat[A-Za-z0-9]{14}\.[0-9a-f]{64}`,
  'contentful token': String.raw`CFPAT-[\w-]{43}`,
  'typeform token': String.raw`tfp_[\w.=-]{55,}`,
  'mapbox token': String.raw`sk\.eyJ[\w-]{50,}\.[\w-]{20,}`,
  'salesforce token': String.raw`00D[A-Za-z0-9]{12,15}![\w.]{80,}`,
  'postman key': String.raw`PMAK-[0-9a-f]{24}-[0-9a-f]{34}`,
  'dynatrace token': String.raw`dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{60,}`,
  'circleci token': String.raw`CCI(?:PAT|PRJ)_[A-Za-z0-9]{20,}_[0-9a-f]{40}`,
  'buildkite token': String.raw`bk(?:ua|at|cq)_[\w-]{32,}`,
  'openai key': String.raw`(?:sk-(?:proj|svcacct|admin|None)-[\w-]{20,}|sk-[A-Za-z0-9]{32,})`,
  'anthropic key': String.raw`sk-ant-[\w-]{20,}`,
  'openrouter key': String.raw`sk-or-v1-[0-9a-f]{40,}`,
  'langfuse key': String.raw`sk-lf-[0-9a-f]{8}-[0-9a-f-]{27}`,
  'langsmith key': String.raw`lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}`,
  'elevenlabs key': String.raw`sk_[0-9a-f]{48}(?![0-9A-Za-z])`,
  'hugging face token': String.raw`(?:hf|api_org)_[A-Za-z0-9]{30,}`,
  'groq key': String.raw`gsk_[A-Za-z0-9]{40,}`,
  'replicate token': String.raw`r8_[A-Za-z0-9]{37}`,
  'xai key': String.raw`xai-[A-Za-z0-9]{40,}`,
  'perplexity key': String.raw`pplx-[A-Za-z0-9]{40,}`,
  'nvidia key': String.raw`nvapi-[\w-]{40,}`,
  'tavily key': String.raw`tvly-[A-Za-z0-9-]{28,}`,
  'cerebras key': String.raw`csk-[a-z0-9]{48}(?![\w-])`,
  'wandb key': String.raw`wandb_v1_\w{60,}`,
  'apify token': String.raw`apify_api_[A-Za-z0-9]{36}`,
  'e2b key': String.raw`e2b_[0-9a-f]{40}`,
  'firecrawl key': String.raw`fc-[0-9a-f]{32}(?![\w-])`,
  'pinecone key': String.raw`pcsk_[A-Za-z0-9_]{40,}`,
  'npm token': String.raw`npm_[A-Za-z0-9]{36,}`,
  'pypi token': String.raw`pypi-AgE[\w-]{50,}`,
  'docker token': String.raw`dckr_(?:pat|oat)_[\w-]{27,}`,
  'rubygems key': String.raw`rubygems_[0-9a-f]{48}`,
  'nuget key': String.raw`oy2[a-z0-9]{43}(?![A-Za-z0-9])`,
  'crates token': String.raw`cio[A-Za-z0-9]{32}(?![A-Za-z0-9])`,
  'artifactory key': String.raw`(?:AKCp[A-Za-z0-9]{60,}|cmVmdGtu[A-Za-z0-9]{40,})`,
  'sonar token': String.raw`sq[apu]_[0-9a-f]{40}`,
  'snyk token': String.raw`snyk_[su]at\.[0-9a-f]{8}\.[\w-]{20,}\.[\w-]{10,}`,
  'clojars token': String.raw`CLOJARS_[0-9a-z]{60}`,
  'age key': String.raw`AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Za-z]{50,}`,
} as const;

export type TokenKind = keyof typeof SHAPES;

const isTokenKind = (kind: string): kind is TokenKind => kind in SHAPES;

/** Most text holds none of them: it is looked through once. */
const ANY = new RegExp(`${START}(?:${Object.values(SHAPES).join('|')})`);

let made: [kind: TokenKind, rule: Rule][] | undefined;

/** Made when a token is first found. */
export function tokenRules(): [kind: TokenKind, rule: Rule][] {
  made ??= Object.entries(SHAPES).flatMap(([kind, shape]) =>
    isTokenKind(kind) ? [[kind, { pattern: new RegExp(`(${START})${shape}`, 'g') }]] : [],
  );
  return made;
}

export const mayHoldToken = (text: string): boolean => ANY.test(text);
