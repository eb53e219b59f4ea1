/** Which addresses are shown as links: those of the notifications come from whoever may publish to the topic. */

/** `javascript:`, `file:`, what holds a line break and what is no address at all are none. */
export const isHttpsUrl = (url: string): boolean => /^https:\/\/[^\r\n]+$/i.test(url) && URL.canParse(url);
