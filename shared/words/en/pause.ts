/** Of the tag that pauses something, and what is wrong with it. Parts of sentences. */
export const pause = {
  noTime: (tag: string, value: string): string =>
    `the tag ${tag} holds "${value}", not a time such as 2026-03-01T22:00+09:00`,
  endsEarlier: (tag: string, value: string, hours: number, end: string): string =>
    `its tag ${tag} says ${value}, but a pause lasts ${hours} h at most (longestPauseHours): it ends at ${end}`,
  endedEarlier: (tag: string, value: string, hours: number, end: string): string =>
    `its tag ${tag} says ${value}, but a pause lasts ${hours} h at most (longestPauseHours): it ended at ${end}`,
  unknownStart: (tag: string, value: string, hours: number, error: string): string =>
    `it is not known since when its tag ${tag} says ${value}, and a pause lasts ${hours} h at most (longestPauseHours): ${error}`,
};
