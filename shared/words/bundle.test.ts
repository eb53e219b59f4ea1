import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The notifier as it is bundled for a stage that speaks Korean, or not. */
function bundleOf(isKorean: boolean): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, '../../functions/slack-notifier/handler.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    write: false,
    define: { KOREAN: String(isKorean) },
    external: ['@aws-sdk/*', '@smithy/*'],
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** A sentence of each table that the notifier reads. */
const SENTENCES = {
  en: ['is not running', 'No data came, which counts as a fault', 'They come together', 'Dead letters'],
  ko: ['중지됨', '데이터 없음 · 장애로 판단', '하나씩 보내지 못해', '여유 스토리지'],
};

it.each([
  ['en', false, 'ko'],
  ['ko', true, 'en'],
] as const)('a bundle that speaks %s holds no other language', (language, isKorean, other) => {
  const bundle = bundleOf(isKorean);
  for (const sentence of SENTENCES[language]) expect(bundle).toContain(sentence);
  for (const sentence of SENTENCES[other]) expect(bundle).not.toContain(sentence);
});
