import fc from 'fast-check';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { anyHabits, anyPolicy, hourly, personWith } from '../anyOrganisation.ts';
import { openOne } from '../opened.ts';
import { planWith } from '../runbooks.ts';
import { ada, ben, cleo, organisationOf, platform } from '../sampleOrganisation.ts';
import { newWorld } from '../world.ts';
import { runbook } from './anyDeed.ts';
import { mortal } from './mortal.ts';
import { timekeeper } from './timekeeper.ts';
import { witness } from './witness.ts';

export const anyCircumstances = fc.record({
  policy: anyPolicy,
  repeatEvery: fc.constantFrom(null, 'PT20M', 'PT2H'),
  acknowledgementTimeout: fc.constantFrom(null, 'PT30M'),
  habits: fc.tuple(anyHabits, anyHabits, anyHabits),
  severity: fc.constantFrom('critical' as const, 'low' as const),
  /** How long Step Functions takes for a transition, in milliseconds. */
  lag: fc.constantFrom(0, 90, 700),
});
type Circumstances = typeof anyCircumstances extends fc.Arbitrary<infer One> ? One : never;

/** An incident, and another one into which it may be merged, with their clocks, from their opening on. */
export async function begin(circumstances: Circumstances) {
  const { policy, repeatEvery, acknowledgementTimeout, habits, severity, lag } = circumstances;
  const [ofAda, ofBen, ofCleo] = habits;
  const contacts = [personWith(ofAda, ada), personWith(ofBen, ben), personWith(ofCleo, cleo)];
  const organisation = organisationOf({
    contacts,
    policies: [
      { ...policy, acknowledgementTimeout, whenExhausted: { ...policy.whenExhausted, repeatEvery } },
    ],
    teams: [platform],
    schedules: [hourly],
    plans: [planWith(runbook)],
  });
  const world = newWorld(organisation);
  const seen = witness(world, contacts);
  const { ports, doom, interruptWith, live } = mortal(world);
  /** The messages of processes that died: of each one more may go out. */
  const uncertain: string[] = [];
  /** How many looks of its clock an incident had had when a process died that may not have told it of a change. */
  const disturbed = new Map<string, number>();
  /** Incidents that a process ended which died before it had tidied up. */
  const unfinished = new Set<string>();
  let deaths = 0;

  /** Runs a process, as `live` does, and remembers what it may have left half done. */
  const mayDie = async (work: () => Promise<unknown>) => {
    const before = seen.messages.length;
    const outcome = await live(work);
    if (outcome === 'died') {
      deaths += 1;
      uncertain.push(...seen.messages.slice(before));
    }
    return outcome;
  };
  const clocks = timekeeper(world, ports, mayDie, lag);
  const changes = { severity, impact: severity };
  const { id } = await openOne(world, changes);
  const other = await openOne(world, { ...changes, dedupKey: 'search' });
  await clocks.settle();
  return {
    deaths: () => deaths,
    contacts,
    world,
    seen,
    ports,
    doom,
    interruptWith,
    mayDie,
    clocks,
    uncertain,
    disturbed,
    unfinished,
    ids: [id, other.id] as const,
  };
}

export type Life = Awaited<ReturnType<typeof begin>>;

/** The incident as it is now. */
export async function read({ world }: Life, id: string): Promise<IncidentRecord> {
  const record = await world.ports.incidents.get(id);
  if (!record) throw new Error('The incident is gone.');
  return record;
}
