import type { pause as en } from '../en/pause';

export const pause: typeof en = {
  noTime: (tag, value) => `${tag} 태그 값 오류: "${value}" (예: 2026-03-01T22:00+09:00)`,
  endsEarlier: (tag, value, hours, end) =>
    `${tag} 태그: ${value}, 최대 ${hours}시간(longestPauseHours)이므로 ${end} 종료`,
  endedEarlier: (tag, value, hours, end) =>
    `${tag} 태그: ${value}, 최대 ${hours}시간(longestPauseHours)이므로 ${end} 이미 종료`,
  unknownStart: (tag, value, hours, error) =>
    `${tag} 태그: ${value}, 설정 시점을 알 수 없음 (최대 ${hours}시간, longestPauseHours): ${error}`,
};
