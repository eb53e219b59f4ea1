/** Opens a page in the browser of whoever sits at this machine. */
import { spawn } from 'node:child_process';

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

/** Where somebody sits: no build server, no remote shell without a display. */
const isSeen = ({ CI, DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv): boolean =>
  !CI && process.stdout.isTTY && (process.platform === 'darwin' || Boolean(DISPLAY || WAYLAND_DISPLAY));

/** Does nothing where there is no browser to be seen: the address stands in the terminal anyway. */
export function openBrowser(url: string): void {
  const opener = OPENERS[process.platform];
  if (!opener || !isSeen(process.env)) return;
  spawn(opener, [url], { detached: true, stdio: 'ignore' })
    .on('error', () => console.log('No browser could be opened.'))
    .unref();
}
