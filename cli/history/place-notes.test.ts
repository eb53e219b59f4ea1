import { alarm, REGION, rang, readingOf } from '../../test/readings';
import { placeNotes } from './place-notes';

const some = readingOf([alarm('web')]);
const none = readingOf([]);
const asked = { alarm: undefined, file: undefined };

describe('placeNotes', () => {
  it.each<[string, Parameters<typeof placeNotes>, string[]]>([
    ['nothing where there are alarms', [some, some, asked], []],
    ['nothing where the region is the file’s', [some, some, { ...asked, file: 'x', region: REGION }], []],
    [
      'that a file is of another region',
      [some, some, { ...asked, file: 'x', region: 'eu-west-1' }],
      [`It is of ${REGION}, not of eu-west-1.`],
    ],
    ['that no alarm has the name', [some, none, { ...asked, alarm: 'db-*' }], ['No alarm is called db-*.']],
    [
      'that there are none, and how another place is named',
      [none, none, asked],
      [`There are no alarms in ${REGION}. Is it another one? --region names it, --profile the account.`],
    ],
    [
      'that there are none where something is known of others, long ago',
      [readingOf([], rang('gone', '03:00', '03:05')), none, asked],
      [`There are no alarms in ${REGION}. Is it another one? --region names it, --profile the account.`],
    ],
    [
      'that there are none in a file',
      [none, none, { ...asked, file: 'x' }],
      [`There are no alarms in ${REGION}.`],
    ],
  ])('says %s', (_, given, expected) => {
    expect(placeNotes(...given)).toEqual(expected);
  });
});
