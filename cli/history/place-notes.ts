/** What somebody should know who looks at another place than they meant. */
import type { Reading } from './reading';

/** What was asked for: `region` by its option. */
type Asked = { region?: string | undefined; alarm: string | undefined; file: string | undefined };

const isEmpty = ({ alarms, changes }: Reading): boolean => alarms.length + changes.length === 0;

/** @param whole what was read @param reading what of it is shown */
export function placeNotes(whole: Reading, reading: Reading, { region, alarm, file }: Asked): string[] {
  const isElsewhere = region !== undefined && region !== whole.region;
  const notes = isElsewhere ? [`It is of ${whole.region}, not of ${region}.`] : [];
  if (!isEmpty(reading)) return notes;
  if (alarm !== undefined && !isEmpty(whole)) return [...notes, `No alarm is called ${alarm}.`];
  const where = file === undefined ? ' Is it another one? --region names it, --profile the account.' : '';
  return [...notes, `There are no alarms in ${whole.region}.${where}`];
}
