/**
 * docs/messages.md and docs/messages.ko.md show what every event becomes, in every medium. This test makes them:
 * `npx jest events/messages --updateSnapshot` writes them anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagesOf, notificationsOf, type Shown } from '../cli/preview/messages';
import { showMessage } from '../cli/preview/show-message';
import { SAMPLE_ENVIRONMENT } from '../cli/preview/worlds';
import { log } from '../shared/log';
import { localTime } from '../shared/text/clock';
import { type Language, speak } from '../shared/words/language';
import { eventNames, fixture } from '../test/fixture';

const environment = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, SAMPLE_ENVIRONMENT);
  Object.assign(globalThis, { TIME_ZONE: 'Asia/Seoul' });
  for (const level of ['info', 'warn', 'error'] as const) jest.spyOn(log(), level).mockImplementation();
});
afterAll(() => {
  process.env = environment;
  Reflect.deleteProperty(globalThis, 'TIME_ZONE');
  speak('en');
});

const HEAD: Record<Language, string> = {
  en: `# Every message

What each event of \`events/\` becomes in Slack, as mail and as SMS, with sample data for what the functions look up. A test makes this page
([CONTRIBUTING](../CONTRIBUTING.md)); [in Korean](messages.ko.md). Slack shows times in each reader's zone.`,
  ko: `# 모든 메시지

\`events/\`의 각 이벤트가 Slack, 메일, SMS에서 어떻게 보이는지 보여 줍니다. 함수가 조회하는 값은 예시 데이터입니다. 이 문서는 테스트가 만듭니다
([CONTRIBUTING](../CONTRIBUTING.md)). [영어](messages.md). Slack의 시각은 읽는 사람의 시간대로 표시됩니다.`,
};
const NOTHING: Record<Language, string> = { en: 'Nobody is notified.', ko: '알림 없음.' };
const MEDIA: Record<Language, [email: string, sms: string]> = { en: ['Mail', 'SMS'], ko: ['메일', 'SMS'] };

/** In a terminal's colours it is bold and underlined. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
const plain = (text: string): string => text.replace(/\u001b\[\d+m/g, '').replace(/[ \t]+$/gm, '');

/** Where Slack shows a moment in each reader's zone, this page has the one of its samples. */
const inSeoul = (posted: Shown['slack']): unknown =>
  JSON.parse(
    JSON.stringify(posted).replace(/<!date\^(\d+)\^[^>]*>/g, (_, seconds) =>
      localTime(new Date(Number(seconds) * 1_000)),
    ),
  );

function section({ slack, email, sms }: Shown, [emailName, smsName]: [string, string]): string {
  return [
    '````text',
    plain(showMessage(inSeoul(slack))),
    '````',
    '',
    `${emailName}: \`${email.subject.replace(/`/g, "'")}\`<br>`,
    `${smsName}: \`${sms.replace(/`/g, "'")}\``,
  ].join('\n');
}

async function pageIn(language: Language): Promise<string> {
  speak(language);
  const sections: string[] = [];
  for (const name of eventNames()) {
    const messages = await messagesOf(fixture(name));
    const shown = messages.map((one) => section(one, MEDIA[language]));
    sections.push(`## ${name}`, ...(shown.length > 0 ? shown : [NOTHING[language]]));
  }
  return `${[HEAD[language], ...sections].join('\n\n')}\n`;
}

describe.each<[Language, string]>([
  ['en', 'messages.md'],
  ['ko', 'messages.ko.md'],
])('in %s', (language, file) => {
  it(`docs/${file} shows every message as it is`, async () => {
    const path = join(__dirname, '../docs', file);
    const page = await pageIn(language);
    const isUpdate = process.argv.some((one) => one === '-u' || one === '--updateSnapshot');
    if (isUpdate) writeFileSync(path, page);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'not there yet').toBe(page);
  });
});

describe('a message', () => {
  /** What other services of AWS and version 1 say comes as it is. */
  const AS_IT_CAME = ['backup-failed', 'cost-anomaly', 'plain-text', 'rds-event', 'notice', 'notification'];

  it.each(eventNames().filter((name) => !AS_IT_CAME.includes(name)))(
    'of %s.json leads on, and its headline fits on a phone',
    async (name) => {
      for (const { links, title, subject } of await notificationsOf(fixture(name))) {
        expect(links.length).toBeGreaterThan(0);
        expect(title.length).toBeLessThanOrEqual(150);
        expect(subject === undefined || title.includes(subject)).toBe(true);
      }
    },
  );
});
