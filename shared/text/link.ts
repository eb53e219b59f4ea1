/** Which addresses are shown as links: those of the notices come from whoever may publish to the topic. */

/** `javascript:`, `file:` and what is no address at all are none. */
export const isHttpsUrl = (url: string): boolean => /^https:\/\//i.test(url) && URL.canParse(url);
