/** What the agent on an instance would have answered: in the emulator nothing is run there, and a command prints nothing. */
import { localTime } from '../../shared/text/clock';

/** What agent/restart-unit.sh prints of a process that came back. */
const printed = (): string => {
  const [, time] = localTime(new Date(Date.now() - 20_000), 'UTC').split(' ');
  return `outcome=restarted state=active pid=4711 seconds=20\n${time} httpd[811]: segfault at 7f3c, error 4\n`;
};

export const asIfRun = (answer: string, target: string): string =>
  target.endsWith('.GetCommandInvocation')
    ? answer.replace(/"StandardOutputContent": ""/, `"StandardOutputContent": ${JSON.stringify(printed())}`)
    : answer;
