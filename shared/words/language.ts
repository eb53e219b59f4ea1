/**
 * Which language people read, and by which clock: esbuild puts both into the bundle (deploy/config.cjs), so that it holds the
 * one table that it needs. Commands and tests, which are not bundled, speak English and UTC unless they say otherwise.
 */
declare global {
  /** Replaced by `true` or `false` when bundling. */
  var KOREAN: boolean | undefined;
  /** An IANA name such as `Asia/Seoul`. */
  var TIME_ZONE: string | undefined;
}

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Speaks so from now on, where nothing is bundled. */
export const speak = (language: Language): unknown =>
  Object.assign(globalThis, { KOREAN: language === 'ko' });
