/** A real browser: the one that lies in a package where that runs, else an installed Chrome. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const PACKAGES = join(__dirname, 'node_modules');

/** Where it unpacks itself, so that it is there the next time too, and what it leaves lies. */
const TMPDIR = join(PACKAGES, '.cache');

function unpacked(): string {
  mkdirSync(TMPDIR, { recursive: true });
  const script = "require('@sparticuz/chromium').executablePath().then((path) => console.log(path))";
  const options = { cwd: __dirname, env: { ...process.env, TMPDIR }, encoding: 'utf8' } as const;
  return execFileSync(process.execPath, ['-e', script], options).trim();
}

const isPackaged = process.platform === 'linux' && process.arch === 'x64';

export async function launchBrowser(): Promise<Browser> {
  if (!isPackaged) return chromium.launch({ channel: 'chrome' });
  const args = ['--no-sandbox', '--no-zygote', '--font-render-hinting=none'];
  return chromium.launch({ executablePath: unpacked(), args, env: { ...process.env, TMPDIR } });
}

const inlined = (file: string): string =>
  `url(data:font/woff2;base64,${readFileSync(join(PACKAGES, file)).toString('base64')})`;

/** That browser has no fonts for Korean and emoji. The one of emoji stands behind the text's: it has digits too. */
export function fontStyles(): string {
  const folder = '@fontsource/noto-sans-kr';
  const korean = ['400', '700'].map((weight) =>
    readFileSync(join(PACKAGES, folder, `${weight}.css`), 'utf8').replace(
      /url\(\.\/files\/([^)]*\.woff2)\) format\('woff2'\), url\([^)]*\) format\('woff'\)/g,
      (_, file) => inlined(`${folder}/files/${file}`),
    ),
  );
  return `${korean.join('\n')}
@font-face { font-family: Twemoji; src: ${inlined('twemoji-colr-font/twemoji.woff2')} }
:root { --font: "Noto Sans KR", Twemoji, sans-serif !important }`;
}
