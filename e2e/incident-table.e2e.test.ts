/** The entries of incidents in a real table and in memory, where the model and the unit tests keep them: the same. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  type ClaimAnswer,
  type ClaimRequest,
  claimIncident,
  type SaveRequest,
  saveIncident,
} from '../shared/aws/incident-table';
import { type IncidentEntry, NO_ENTRY, withChange, withNotified } from '../shared/state/incident';
import { memoryIncidents } from '../shared/state/memory-incidents';
import { STAGE, stackOf } from './deployment';

const TABLE = `${stackOf(STAGE)}-state`;
const START = Date.UTC(2026, 2, 2);
const RUNS = { numRuns: 40, seed: 20_261 };

const index = fc.nat({ max: 2 });
const common = {
  incident: fc.nat({ max: 1 }),
  owner: fc.constantFrom('one', 'other', 'third'),
  // A claim lasts 45 s; one that ends later than in two minutes was made by a clock that is wrong.
  passed: fc.constantFrom(0, 0, 0, 5_000, 44_999, 45_000),
  ahead: fc.constantFrom(0, 0, 0, 75_000, 75_001),
};
const operation = fc.oneof(
  fc.record({ kind: fc.constant('claim' as const), ...common, ids: fc.uniqueArray(index, { minLength: 1 }) }),
  fc.record({
    kind: fc.constant('save' as const),
    ...common,
    id: index,
    learns: fc.constantFrom(undefined, 'that it happened', 'that some have it', 'that all have it'),
    release: fc.boolean(),
  }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const STATES = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const;
const changeAt = (at: number) => ({
  at: START + at * 60_000,
  state: STATES[at] ?? 'OK',
  severity: 'critical' as const,
});
const idOf = (at: number): string => `${changeAt(at).at}:${changeAt(at).state}`;

/** As the notifier changes it: more is known each time. */
function learned(entry: IncidentEntry, id: number, learns: string): IncidentEntry {
  const isNotified = learns !== 'that it happened';
  const known = withChange(entry, changeAt(id), isNotified);
  const isComplete = learns === 'that all have it';
  return isNotified ? withNotified(known, idOf(id), { receivers: ['slack'], isComplete }) : known;
}

/** Sets have no order. */
const inOrder = ({ won, entry: { notified, ...entry } }: ClaimAnswer) => ({
  won,
  ...entry,
  notified: notified.toSorted(),
});

/** Asks both, and gives what both have answered. */
function bothTables() {
  const memory = memoryIncidents();
  return {
    claim: async (request: ClaimRequest): Promise<ClaimAnswer> => {
      const answer = await claimIncident(TABLE, request);
      expect(inOrder(answer)).toEqual(inOrder(memory.claimIncident(request)));
      return answer;
    },
    save: async (request: SaveRequest): Promise<boolean> => {
      const isSaved = await saveIncident(TABLE, request);
      expect(isSaved).toBe(memory.saveIncident(request));
      return isSaved;
    },
  };
}

/** Three who deliver of two incidents, each with what it has read. */
function deliverers() {
  const run = randomUUID();
  const tables = bothTables();
  const read = new Map<string, IncidentEntry>();
  let now = START;
  /** @returns whether it was allowed */
  return async (one: Operation): Promise<boolean> => {
    now += one.passed;
    const holder = { incident: `${run} ${one.incident}`, owner: one.owner };
    const key = holder.incident + holder.owner;
    if (one.kind === 'claim') {
      const { won, entry } = await tables.claim({
        ...holder,
        ids: one.ids.map(idOf),
        now: new Date(now + one.ahead),
      });
      read.set(key, entry);
      return won;
    }
    const entry = one.learns && learned(read.get(key) ?? NO_ENTRY, one.id, one.learns);
    const isSaved = await tables.save({ ...holder, entry, release: one.release || !entry });
    if (isSaved && entry) read.set(key, entry);
    return isSaved;
  };
}

describe('an incident’s entry in the table', () => {
  it('answers claims and saves as the one in memory does', async () => {
    let refused = 0;
    const property = fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 25 }), async (all) => {
      const act = deliverers();
      for (const one of all) {
        if (!(await act(one))) refused += 1;
      }
    });
    await fc.assert(property, RUNS);
    expect(refused).toBeGreaterThan(100);
  });
});
