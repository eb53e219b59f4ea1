/** What an address of the page asks for. */
import type { Theme } from '../../preview/slack';

/** `date`: none is the newest day on which something happened, or with `alarm` all days. `part` from 0. */
export type View = { date: string | undefined; alarm: string | undefined; part: number; theme: Theme };

/** What is none of these is left out. */
export function viewOf(search: string): View {
  const asked = new URLSearchParams(search);
  const date = asked.get('date') ?? '';
  const part = asked.get('part') ?? '';
  return {
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : undefined,
    alarm: asked.get('alarm')?.trim() || undefined,
    part: /^\d{1,6}$/.test(part) ? Number(part) : 0,
    theme: asked.get('theme') === 'dark' ? 'dark' : 'light',
  };
}

/** @param place what of the page it leads to: most often the channel, since what stands above it is the same everywhere */
export function addressOf({ date, alarm, part, theme }: View, place: '#channel' | '' = '#channel'): string {
  const asked = new URLSearchParams();
  if (date !== undefined) asked.set('date', date);
  if (alarm !== undefined) asked.set('alarm', alarm);
  if (part > 0) asked.set('part', String(part));
  if (theme === 'dark') asked.set('theme', theme);
  return `/?${asked}${place}`;
}
