import { family, parsePs, parseStat, processes, type Row } from './supervise';

describe('parseStat', () => {
  it.each([
    ['a plain name', '42 (node) S 7 41 40 0 -1 4194304', { pid: 42, parent: 7, group: 41, session: 40 }],
    ['a name with brackets', '42 (a) R 1 (b) R 7 41 40 0 -1', { pid: 42, parent: 7, group: 41, session: 40 }],
    ['a name with a line break', '42 (a\nb) S 7 41 40 0 -1', { pid: 42, parent: 7, group: 41, session: 40 }],
    ['a zombie', '42 (node) Z 7 41 40 0 -1', undefined],
    ['something else', 'no stat', undefined],
  ])('reads %s', (_, stat, row) => {
    expect(parseStat(stat)).toEqual(row);
  });
});

describe('parsePs', () => {
  it('reads every living process', () => {
    expect(parsePs('    1     0     1 Ss\n  310     1   310 S+\n  311   310   310 Z+\n')).toEqual([
      { pid: 1, parent: 0, group: 1, session: 0 },
      { pid: 310, parent: 1, group: 310, session: 0 },
    ]);
  });
});

describe('family', () => {
  const row = (pid: number, parent: number, group: number, session: number): Row => ({
    pid,
    parent,
    group,
    session,
  });

  it.each<[string, Row[], number[], number[]]>([
    [
      'takes children and theirs, in any order',
      [row(12, 11, 1, 1), row(11, 10, 1, 1), row(10, 1, 1, 1)],
      [10],
      [12, 11, 10],
    ],
    ['takes orphans of the group', [row(10, 1, 10, 10), row(12, 1, 10, 3)], [10], [10, 12]],
    [
      'takes orphans that changed group but not session',
      [row(10, 1, 10, 10), row(12, 1, 12, 10)],
      [10],
      [10, 12],
    ],
    ['takes children with a session of their own', [row(10, 1, 10, 10), row(12, 10, 12, 12)], [10], [10, 12]],
    ['takes what the dead left behind', [row(12, 1, 10, 10)], [10], [12]],
    ['leaves parents and strangers', [row(1, 0, 1, 1), row(5, 1, 5, 5), row(10, 1, 10, 10)], [10], [10]],
    ['leaves the kernel, whose group and session are 0', [row(2, 0, 0, 0), row(10, 1, 10, 0)], [10], [10]],
    ['is empty when all are gone', [row(1, 0, 1, 1)], [10], []],
  ])('%s', (_, rows, known, expected) => {
    expect(family(rows, new Set(known))).toEqual(expected);
  });
});

describe('processes', () => {
  it('sees this very process', () => {
    expect(processes()).toContainEqual(expect.objectContaining({ pid: process.pid, parent: process.ppid }));
  });
});
