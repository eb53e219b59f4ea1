/** How a severity looks in one character, in every medium that has colours. */
import type { Severity } from '../../../shared/notification';

export const ICONS: Record<Severity, string> = {
  critical: '🔴',
  warning: '🟠',
  unknown: '⚪',
  info: '🔵',
  good: '🟢',
};
