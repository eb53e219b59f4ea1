/** How bad a log line may be: what `config/` may name, and what lines are judged by. */

/** From least to worst. */
export const LOG_LEVELS = ['debug', 'info', 'notice', 'warning', 'error', 'critical'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
