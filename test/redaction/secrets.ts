/**
 * Secrets as they stand in logs, errors and descriptions: what is hidden of each stands between `«»`, everything else stays.
 * `{hex:32}` is so many random characters (`random.ts`), so that no secret, real or not, lies in this repository.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shells and frameworks write so

/** The kind that the marker names, and the text. */
type Secret = [kind: string, text: string];

const AWS: Secret[] = [
  ['aws access key', 'aws configure set aws_access_key_id «AKIA{UP:16}»'],
  ['aws access key', 'The AWS Access Key Id you provided does not exist in our records: «ASIA{UP:16}»'],
  ['aws secret key', 'aws_secret_access_key = «{b64:40}»'],
  ['aws secret key', 'export AWS_SECRET_ACCESS_KEY="«{b64:40}»" && make deploy'],
  ['aws secret key', 'found in user-data: «{b64:40}» (line 14)'],
  ['aws secret key', '"SecretAccessKey": "«{b64:40}»",'],
  ['aws session token', 'AWS_SESSION_TOKEN=«IQoJb3JpZ2lu{b64:320}==»'],
  ['aws session token', '"SessionToken": "«FwoGZXIvYXdz{b64:300}=»", "Expiration": "2026-03-02T04:11:24Z"'],
  ['aws session token', 'creds={AccessKeyId: x, SessionToken: «IQoJb3JpZ2lu{b64:600}»}'],
  ['bedrock key', 'AWS_BEARER_TOKEN_BEDROCK=«ABSK{b64:128}=»'],
];

const CODE_HOSTS: Secret[] = [
  ['github token', 'remote: Invalid username or password for https://«ghp_{36}»@github.com/acme/shop.git'],
  ['github token', 'fatal: unable to access: token «github_pat_{22}_{59}» expired'],
  ['github token', 'GITHUB_TOKEN: «ghs_{36}»'],
  ['github token', 'octokit: 401 {"headers":{"authorization":"token «gho_{36}»"}}'],
  [
    'gitlab token',
    'curl --header "PRIVATE-TOKEN: «glpat-{url:20}»" https://gitlab.example.com/api/v4/projects',
  ],
  ['gitlab token', 'Registering runner... failed  runner=«glrt-{url:20}»'],
  ['gitlab token', 'git clone https://gitlab-ci-token:«glcbt-64_{url:20}»@gitlab.example.com/a/b.git'],
  ['bitbucket token', 'git push https://x-token-auth:«ATBB{32}{HEX:8}»@bitbucket.org/acme/web.git'],
  ['atlassian token', 'jira.auth.user=ops@example.com jira.auth=«ATATT3xFfGF0{url:160}={HEX:8}»'],
];

const CHAT: Secret[] = [
  ['slack token', 'Error: invalid_auth with «xoxb-{dig:12}-{dig:12}-{24}»'],
  ['slack token', 'SLACK_APP_TOKEN=«xapp-1-A{UP:10}-{dig:13}-{hex:64}»'],
  ['slack token', 'rotating «xoxe.xoxp-1-{160}»'],
  ['slack webhook', 'POST https://hooks.slack.com/services/«T{UP:8}/B{UP:8}/{24}» 404 no_service'],
  ['slack webhook', '{"url":"https:\\/\\/hooks.slack.com\\/services\\/«T{UP:8}\\/B{UP:8}\\/{24}»"}'],
  [
    'slack webhook',
    'GET /debug?hook=https%3A%2F%2Fhooks.slack.com%2Fservices%2F«T{UP:8}%2FB{UP:8}%2F{24}» 200',
  ],
  [
    'slack webhook',
    'next=https%253A%252F%252Fhooks.slack.com%252Fservices%252F«T{UP:8}%252FB{UP:8}%252F{24}»',
  ],
  ['slack webhook', 'https://hooks.slack.com/workflows/«T{UP:8}/A{UP:8}/{dig:18}/{24}»'],
  ['slack webhook', 'https://hooks.slack-gov.com/services/«T{UP:8}/B{UP:8}/{24}»'],
  ['slack webhook', 'config dump: aHR0cHM6Ly9ob29rcy5zbGFjay5jb20v«{b64:72}»'],
  ['discord webhook', 'https://discord.com/api/webhooks/«{dig:18}/{url:68}» returned 429'],
  ['discord webhook', 'https://discordapp.com/api/v10/webhooks/«{dig:19}/{url:68}»'],
  ['discord token', 'discord.js: login with «M{23}.G{url:5}.{url:38}» failed'],
  [
    'teams webhook',
    'https://acme.webhook.office.com/webhookb2/«{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}@{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}/IncomingWebhook/{hex:32}/{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}»',
  ],
  [
    'signature',
    'https://prod-09.koreacentral.logic.azure.com:443/workflows/{hex:32}/triggers/manual/paths/invoke?api-version=2016-06-01&sig=«{url:43}»',
  ],
  [
    'google chat webhook',
    'https://chat.googleapis.com/v1/spaces/AAAA{7}/messages?«key=AIza{url:35}&token={url:43}%3D»',
  ],
  ['telegram token', 'https://api.telegram.org/bot«{dig:10}:AA{url:33}»/sendMessage 401'],
  ['telegram token', 'TelegramBot polling error «{dig:9}:AA{url:33}»'],
  ['webhook', 'curl -X POST https://wh.jandi.com/connect-api/webhook/«{dig:8}/{hex:32}»'],
  ['webhook', 'https://hook.dooray.com/services/«{dig:19}/{dig:19}/{22}» timed out'],
  ['webhook', 'https://chat.example.com/hooks/«{low:26}»'],
  ['webhook', 'https://hooks.zapier.com/hooks/catch/«{dig:7}/{low:7}/» 410 Gone'],
  ['webhook', 'https://open.feishu.cn/open-apis/bot/v2/hook/«{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}»'],
  ['webhook', 'https://maker.ifttt.com/trigger/alarm/with/key/«{url:43}»'],
  ['webhook', 'https://events.pagerduty.com/integration/«{hex:32}»/enqueue'],
];

const MAIL: Secret[] = [
  ['sendgrid key', 'Unauthorized: «SG.{url:22}.{url:43}»'],
  ['mailgun key', 'mailgun: 401 Forbidden key=«key-{hex:32}»'],
  ['mailchimp key', 'Mailchimp API «{hex:32}-us21» disabled'],
  ['brevo key', 'brevo: «xkeysib-{hex:64}-{16}»'],
  ['twilio key', 'Twilio client made with «SK{hex:32}»'],
  ['password', 'curl -u AC{hex:32}:«{hex:32}» https://api.twilio.com/2010-04-01/Accounts'],
  ['resend key', 'resend: validation_error «re_{8}_{24}»'],
];

const PAYMENT: Secret[] = [
  ['stripe key', 'Stripe::AuthenticationError (Invalid API Key provided: «sk_live_{24}»)'],
  ['stripe key', 'restricted «rk_test_{99}» has no access'],
  ['stripe webhook secret', 'No signatures found matching; secret «whsec_{32}»'],
  ['square token', 'square: UNAUTHORIZED «EAAA{url:60}»'],
  ['square token', '«sq0csp-{url:43}»'],
  ['braintree token', 'gateway «access_token$production${low:16}${hex:32}»'],
  ['toss payments key', '토스페이먼츠 인증 실패: «live_sk_{32}»'],
  ['toss payments key', 'widget «test_gsk_{32}»'],
  ['shopify token', 'X shopify.rest «shpat_{hex:32}» revoked'],
];

const CLOUDS: Secret[] = [
  ['google api key', 'https://maps.googleapis.com/maps/api/geocode/json?address=Seoul&key=«AIza{url:35}»'],
  ['google token', 'google.auth.exceptions.RefreshError: «ya29.{url:120}»'],
  ['google token', 'refresh «1//0{url:60}»'],
  ['google client secret', 'oauth2 client «GOCSPX-{url:28}»'],
  [
    'azure key',
    'DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=«{b64:86}==»;EndpointSuffix=core.windows.net',
  ],
  [
    'azure key',
    'Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=«{b64:43}=»',
  ],
  ['azure client secret', 'AADSTS7000215: Invalid client secret «{3}8Q~{34}»'],
  [
    'signature',
    'https://shop.blob.core.windows.net/c/b?sv=2022-11-02&se=2026-03-02T04%3A11Z&sp=r&sig=«{40}%2B{3}%3D»',
  ],
  ['digitalocean token', 'doctl: 401 «dop_v1_{hex:64}»'],
  ['cloudflare key', 'origin CA «v1.0-{hex:24}-{hex:146}»'],
  ['naver cloud key', 'ncloud: «ncp_iam_{30}» 권한 없음'],
  ['alibaba key', 'InvalidAccessKeyId.NotFound: «LTAI{20}»'],
  ['databricks token', 'databricks «dapi{hex:32}» is invalid'],
  ['vault token', 'vault: permission denied, «hvs.{url:92}»'],
  ['terraform token', 'TFE «{14}.atlasv1.{url:67}»'],
  ['pulumi token', 'error: could not log in with «pul-{hex:40}»'],
  ['doppler token', 'Doppler Error: «dp.st.prd.{43}»'],
  ['grafana token', 'glsa auth failed: «glsa_{32}_{hex:8}»'],
  ['grafana token', 'alloy: remote_write «glc_{b64:100}=»'],
  ['new relic key', 'NEW_RELIC «NRAK-{UP:27}»'],
  ['new relic key', 'license «{hex:36}NRAL» was rejected'],
  ['sentry token', 'sentry-cli «sntrys_{b64:120}_{b64:43}»'],
  ['password', 'SENTRY_DSN https://«{hex:32}»@o112233.ingest.sentry.io/4501'],
  ['heroku key', '«HRKU-AA{url:58}»'],
  ['supabase key', 'supabase: «sbp_{hex:40}»'],
  ['postman key', '«PMAK-{hex:24}-{hex:34}»'],
  ['linear key', 'linear webhook replay with «lin_api_{40}»'],
  ['notion token', 'notion: unauthorized «ntn_{46}»'],
  ['figma token', 'X figma «figd_{url:40}»'],
];

const AI: Secret[] = [
  ['openai key', 'Incorrect API key provided: «sk-proj-{url:74}T3BlbkFJ{url:74}»'],
  ['openai key', 'openai.AuthenticationError «sk-{20}T3BlbkFJ{20}»'],
  ['anthropic key', 'anthropic: invalid x-api-key «sk-ant-api03-{url:93}AA»'],
  ['hugging face token', 'huggingface_hub: 401 for «hf_{abc:34}»'],
  ['groq key', 'groq «gsk_{52}»'],
  ['replicate token', 'Unauthenticated «r8_{37}»'],
  ['openrouter key', '«sk-or-v1-{hex:64}» has no credits'],
  ['xai key', 'grok: «xai-{80}»'],
  ['perplexity key', '«pplx-{48}»'],
  ['nvidia key', 'NIM: «nvapi-{url:64}»'],
  ['langsmith key', '«lsv2_pt_{hex:32}_{hex:10}»'],
];

const REGISTRIES: Secret[] = [
  ['npm token', '//registry.npmjs.org/:_authToken=«npm_{36}»'],
  ['npm token', 'npm ERR! 403 with «npm_{36}»'],
  ['pypi token', 'twine upload -u __token__ -p «pypi-AgEIcHlwaS5vcmc{url:140}»'],
  ['docker token', 'docker login -u acme --password-stdin <<< «dckr_pat_{url:27}»'],
  ['rubygems key', '«rubygems_{hex:48}»'],
  ['nuget key', 'dotnet nuget push «oy2{low:43}»'],
  ['artifactory key', 'jfrog rt u «AKCp{69}»'],
  ['sonar token', 'sonar.login «sqp_{hex:40}»'],
];

const KEYS: Secret[] = [
  ['jwt', 'jwt malformed: «eyJhbGciOiJIUzI1NiJ9.eyJ{url:60}.{url:43}»'],
  ['jwt', 'session-«eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJ{url:400}.{url:342}» expired'],
  ['jwt', '/callback?id_token_hint=«eyJhbGciOiJub25lIn0.eyJ{url:40}.»&state=1'],
  [
    'private key',
    'a «-----BEGIN RSA PRIVATE KEY-----\nMIIE{b64:60}\n{b64:64}\n{b64:64}\n-----END RSA PRIVATE KEY-----» b',
  ],
  [
    'private key',
    '"private_key": "«-----BEGIN PRIVATE KEY-----\\nMIIE{b64:60}\\n{b64:64}\\n-----END PRIVATE KEY-----»\\n",',
  ],
  [
    'private key',
    'key too long: «-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAA{b64:47}\n{b64:70}\n{b64:31}»',
  ],
  ['private key', '«-----BEGIN EC PRIVATE KEY-----\nMHcC{b64:60}\n{b64:64}\n{b64:22}»…'],
  [
    'private key',
    'KEY=«-----BEGIN%20PRIVATE%20KEY-----%0AMIIE{b64:60}%0A{b64:64}%0A-----END%20PRIVATE%20KEY-----»&x=1',
  ],
  [
    'private key',
    '«-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,{HEX:32}\n\n{b64:64}\n{b64:64}\n-----END RSA PRIVATE KEY-----»\nnext',
  ],
  [
    'private key',
    '«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n{b64:64}\n{b64:64}\n={b64:4}\n-----END PGP PRIVATE KEY BLOCK-----»',
  ],
  [
    'private key',
    `«-----BEGIN PRIVATE KEY-----\nMIIJ{b64:60}${'\n{b64:64}'.repeat(160)}\n-----END PRIVATE KEY-----»`,
  ],
  ['private key', '03:11:24 app[7]: «MIIEvQIBADANBgkqhkiG9w0BAQEFAASC{b64:32}»'],
  ['private key', '«{b64:64}\n{b64:64}\n-----END RSA PRIVATE KEY-----» done'],
  ['private key', '«{b64:64}»'],
  [
    'private key',
    'web_1 | «-----BEGIN OPENSSH PRIVATE KEY-----\nweb_1 | b3BlbnNzaC1rZXktdjEAAAAA{b64:46}\nweb_1 | {b64:70}\nweb_1 | {b64:29}9»',
  ],
  ['age key', 'age: identity «AGE-SECRET-KEY-1{UP:58}»'],
];

const ASSIGNMENTS: Secret[] = [
  ['password', 'DB_PASS=«{12}»'],
  ['password', 'DB_PASSWORD=«hunter2» DB_HOST=db.internal'],
  ['password', 'login password=«correcthorse», next'],
  ['password', "PGPASSWORD='«tr0ub4dor & three»' psql -h db"],
  ['password', '{"user":"app","password":"«hun ter2»","host":"db"}'],
  ['password', '{"msg":"{\\"password\\":\\"«{14}»\\",\\"user\\":\\"app\\"}"}'],
  ['password', '"{\\\\\\"db_password\\\\\\":\\\\\\"«{14}»\\\\\\",\\\\\\"a\\\\\\":1}"'],
  ['password', 'POST /login user=app&password=«{10}%21»&next=%2F'],
  ['password', 'body: user%3Dapp%26password%3D«{10}»%26next%3D1'],
  ['password', '<property name="url">x</property><password>«{12}»</password>'],
  ['password', '<add key="SmtpPassword" value="«{12}»" />'],
  ['password', "{'user': 'app', 'passwd': '«{12}»', 'port': 5432}"],
  ['password', '{:user=>"app", :password=>"«{12}»"}'],
  ['password', 'Parameters: {"email"=>"a@example.com", "password"=>"«{9}»", "remember"=>"1"}'],
  ['password', 'spring.datasource.password=«{12}»'],
  ['password', '  password: «s3cr3t-{8}»'],
  ['password', 'Password: «swordfish»'],
  ['password', 'DataSource(url=jdbc:x, username=app, password=«{12}», poolSize=5)'],
  ['password', '&{Host:db User:app Password:«{12}» Port:5432}'],
  ['password', 'Server=db;User Id=app;Pwd=«{12}»;Encrypt=true'],
  ['password', 'host=db user=app password=«{12}» dbname=shop'],
  ['password', 'mysqldump: [Warning] mysqldump -uroot -p«{10}» shop'],
  ['password', 'exec: mysql --user=root --password=«{10}» -e "select 1"'],
  ['password', 'failed: tool --password «{10}» --verbose'],
  ['password', 'sshpass -p «{10}» ssh web-1'],
  ['password', 'redis-cli -a «{16}» ping'],
  ['password', "curl -u 'admin:«{12}»' https://example.com"],
  ['password', 'curl --user admin:«{12}» https://example.com'],
  ['password', '{"name":"DB_PASSWORD","value":"«{16}»"}'],
  ['password', '- name: MYSQL_ROOT_PASSWORD\n  value: «{16}»'],
  ['password', '비밀번호: «{8}!»'],
  ['password', '로그인 실패 비밀번호=«{8}» 사용자=kim'],
  ['password', '초기 패스워드 : «{8}@1»'],
  [
    'password',
    '{"auths":{"registry.example.com":{"username":"ci","auth":"«Y2ktcHVsbGVyOmFtQXV1OVRsMXp2T21DY2NXdUJoMzM=»"}}}',
  ],
  ['password', 'jdbc:sqlserver://sql:1433;user=app;password={«Tq7}}r;Lm0^»};encrypt=true'],
  ['password', "ALTER ROLE app WITH LOGIN PASSWORD '«mB4!uyR-{6}»' VALID UNTIL '2026-12-31';"],
  ['password', "CREATE USER app IDENTIFIED WITH mysql_native_password BY '«{12}»'"],
  ['password', "#0 /srv/Db.php(31): PDO->__construct('mysql:host=db', 'app', '«Gr33n-{6}»', Array)"],
  ['password', '<wsse:Password Type="https://docs.oasis-open.org/#PasswordText">«aF&lt;{6}»</wsse:Password>'],
  ['password', "mosquitto_pub -h mq -u pump -P '«t4nk;{8}»' -t farm"],
  ['authorization', 'hdr[3]="Authorization: Hawk «id=\\"edge-2\\", mac=\\"{b64:43}=\\"»" sent'],
  ['authorization', 'hdr="Authorization: SSWS «00{url:40}»"'],
  ['password', 'No FileSystem for s3a://app:«{20}%2F{18}»@lake/events/dt=2026-03-02/'],
  ['password', "settings={'passwd': '«Plum_tree(4)Rain»', 'timeout': 10}"],
  ['password', 'Parameters: {"pin_code"=>"«840277»", "commit"=>"Save"}'],
  ['password', '회원님의 임시 비밀번호는 «pQ7rtm2X» 입니다.'],
  ['password', 'your new password is «pQ7rtm2X{4}», change it'],
  ['password', '>>> AUTH PLAIN «AHJlbGF5QGNvcnAuZXhhbXBsZQBDZWRhcitHYXRlXzYx»'],
  ['token', 'access_token=«{40}»&scope=read'],
  ['token', '"refresh_token":"«{40}»"'],
  ['token', 'token: «{32}»'],
  ['token', "'auth_token' => '«{32}»'"],
  ['token', '토큰: «{32}»'],
  ['secret', 'client_secret=«{32}»'],
  ['secret', 'SECRET_KEY_BASE=«{hex:128}»'],
  ['secret', "app.secretKey: '«{24}»'"],
  ['secret', 'webhookSecret = "«{20}»"'],
  ['api key', "api-key: '«abc def»'"],
  ['api key', 'DD_API_KEY=«{hex:32}»'],
  ['api key', 'apikey=«{low:32}»'],
  ['api key', '인증키: «{low:32}»'],
  ['key', 'encryption_key=«{b64:43}=»'],
  ['key', 'PrivateKey = «{b64:43}=»'],
  ['password', 'mysql://root:«hunter2»@db/app'],
  ['password', 'redis://:«{16}»@cache:6379/0'],
  ['password', 'postgres://app:«p@ss{8}»@db.internal:5432/shop?sslmode=require'],
  ['password', 'amqps:\\/\\/app:«{12}»@mq.internal:5671'],
  ['password', 'dsn=mongodb%2Bsrv%3A%2F%2Fapp%3A«{12}»%40c0.example.net'],
  ['password', 'app:«{12}»@tcp(db:3306)/shop?parseTime=true'],
  ['password', 'jdbc:oracle:thin:scott/«tiger{4}»@db:1521/ORCL'],
];

const HEADERS: Secret[] = [
  ['authorization', 'Authorization: Bearer «abc.def-123»'],
  ['authorization', '> authorization: Basic «{b64:24}»\n> accept: */*'],
  ['authorization', 'Authorization: «{40}»'],
  [
    'authorization',
    'Authorization: Digest «username="app", realm="x", nonce="{hex:32}", uri="/", response="{hex:32}"»',
  ],
  [
    'authorization',
    'Authorization: AWS4-HMAC-SHA256 «Credential=AKIA{UP:16}/20260302/ap-northeast-2/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature={hex:64}»',
  ],
  ['authorization', "curl -H 'Authorization: Token «{40}»' https://example.com/api"],
  ['authorization', '{"headers":{"Authorization":"Bearer «{64}»","Accept":"*/*"}}'],
  ['authorization', 'headers={"Proxy-Authorization": "Basic «{b64:20}»"}'],
  ['token', 'sending Bearer «{32}» to upstream'],
  ['password', 'auth failed with Basic «YWRtaW46aHVudGVyMg==»'],
  ['cookie', 'Cookie: «session={32}; theme=dark»'],
  ['cookie', 'Set-Cookie: «JSESSIONID={HEX:32}; Path=/; HttpOnly»'],
  ['cookie', 'nginx: upstream sent "set-cookie: «sid={40}; Secure»" while reading'],
  ['api key', 'x-api-key: «{40}»'],
  ['api key', "'X-API-Key': '«{20}»'"],
  ['token', 'X-Vault-Token: «s.{24}»'],
  ['token', 'x-amz-security-token: «{b64:200}»'],
  ['signature', 'X-Hub-Signature-256: «sha256={hex:64}»'],
  [
    'signature',
    'https://shop.s3.amazonaws.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260302T031124Z&X-Amz-Expires=900&X-Amz-Signature=«{hex:64}»',
  ],
  [
    'token',
    'https://shop.s3.amazonaws.com/a?X-Amz-Date=20260302T031124Z&X-Amz-Security-Token=«{120}%2B{20}%3D»&X-Amz-Expires=900',
  ],
  [
    'signature',
    'https://d1.cloudfront.net/a?Expires=1772421084&Signature=«{url:80}__»&Key-Pair-Id=K2JCJMDEHXQW5F',
  ],
];

const PERSONAL: Secret[] = [
  ['resident number', '본인 확인 실패: «900101-1234567»'],
  ['resident number', '850229-2123456 is no day, 고객 «880229-2123456» is'],
  ['resident number', '외국인 등록번호 «010203-7654321» 조회'],
  ['resident number', 'jumin=«9001011234567»'],
  ['card number', 'payment declined for «4111 1111 1111 1111»'],
  ['card number', 'pan «5555-5555-5555-4444» exp 03/29'],
  ['card number', 'amex «3782 822463 10005»'],
  ['card number', '결제 오류 카드 «3530111333300000»'],
  ['card code', 'ApproveRequest(expiry=2809, cvc=«920», amount=45900)'],
  ['password', '1745978400.118274 [0 10.0.3.19:51514] "AUTH" "«{28}»"'],
  ['card number', 'unionpay «6200000000000005»'],
];

export const SECRETS: Secret[] = [
  ...AWS,
  ...CODE_HOSTS,
  ...CHAT,
  ...MAIL,
  ...PAYMENT,
  ...CLOUDS,
  ...AI,
  ...REGISTRIES,
  ...KEYS,
  ...ASSIGNMENTS,
  ...HEADERS,
  ...PERSONAL,
];
