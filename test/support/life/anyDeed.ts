import fc from 'fast-check';
import type { Contact } from '#domain/contact/schema.ts';
import type { Target } from '#domain/escalation/schema.ts';
import type { Move } from '#domain/incident/move.ts';
import type { PatchIncidentInput } from '#domain/incident/schema.ts';
import type { RunbookStepInput } from '#domain/plan/schema.ts';
import type { Answer } from '#domain/responder/answer.ts';
import type { AskedAction } from '#operations/runbook/actOnStep.ts';
import { anyRules, anyTarget } from '../anyOrganisation.ts';
import { automatedStep } from '../runbooks.ts';
import { ada, ben, cleo } from '../sampleOrganisation.ts';
import { runbookStep } from '../samplePlan.ts';
import type { Death } from './mortal.ts';

/** What can happen to an incident, its clock and the people around it. */
export type Deed =
  | { deed: 'time passes'; seconds: number }
  /** Until so many seconds before or after the incident's clock has to look. */
  | { deed: 'the time comes'; late: number }
  /** The same, with everything that should have woken meanwhile waking only then. */
  | { deed: 'the clock is late'; late: number }
  | { deed: 'the clock runs twice' }
  | { deed: 'the execution is gone' }
  | { deed: 'the sweeper looks' }
  | { deed: 'move'; move: Move }
  /** The clock wakes at its time, and the move comes when its function has made so many calls. */
  | { deed: 'move meanwhile'; move: Move; calls: number }
  | { deed: 'merge' }
  | { deed: 'patch'; patch: PatchIncidentInput }
  | { deed: 'ask for help'; targets: Target[] }
  | { deed: 'answer'; contactId: string; answer: Answer }
  | { deed: 'step'; key: string; action: AskedAction }
  | { deed: 'leave'; contactId: string; hours: number }
  | { deed: 'rules'; contactId: string; rules: Contact['notificationRules'] };

/** A deed, and where the process dies that does it or follows from it. */
export type MortalDeed = Deed & { dies?: Death };

/** The runbook of every incident. */
export const runbook: RunbookStepInput[] = [
  runbookStep('look', { required: true }),
  automatedStep('restart', 'opened', { required: true }),
  automatedStep('collect', 'manual'),
];

const anyone = fc.constantFrom(ada.id, ben.id, cleo.id);
const level = fc.constantFrom('critical' as const, 'high' as const, 'low' as const);

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(
        'acknowledge' as const,
        'unacknowledge' as const,
        'mitigate' as const,
        'escalate' as const,
      )
      .map((name) => ({ name })),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Move>(
      { name: 'resolve', summary: 'Rolled back', cause: null },
      { name: 'reopen' },
      { name: 'snooze', for: 'PT10M' },
      { name: 'snooze', for: 'PT2H' },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Move>({ name: 'close' }, { name: 'cancel' }) },
);

/** A move after which no level pages any more. */
const anyStop = fc.constantFrom<Move>(
  { name: 'acknowledge' },
  { name: 'acknowledge' },
  { name: 'mitigate' },
  { name: 'resolve', summary: 'Rolled back', cause: null },
  { name: 'cancel' },
);

const anyAction = fc.constantFrom<AskedAction>(
  { name: 'complete', output: null },
  { name: 'skip', reason: 'Not here' },
  { name: 'fail', reason: 'No answer', output: null },
  { name: 'run' },
);

const often = (weight: number, arbitrary: fc.Arbitrary<Deed>) => ({ weight, arbitrary });

const aroundTheTime = fc.constantFrom(-40, -2, 0, 1, 15, 90, 4000);

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  often(
    4,
    fc.constantFrom(1, 60, 600, 3600, 12 * 3600).map((seconds) => ({ deed: 'time passes', seconds })),
  ),
  often(
    8,
    aroundTheTime.map((late) => ({ deed: 'the time comes', late })),
  ),
  often(
    2,
    aroundTheTime.map((late) => ({ deed: 'the clock is late', late })),
  ),
  often(1, fc.constant({ deed: 'the clock runs twice' })),
  often(1, fc.constant({ deed: 'the execution is gone' })),
  often(2, fc.constant({ deed: 'the sweeper looks' })),
  often(
    10,
    anyMove.map((move) => ({ deed: 'move', move })),
  ),
  often(
    8,
    fc.tuple(anyStop, fc.nat(12)).map(([move, calls]) => ({ deed: 'move meanwhile', move, calls })),
  ),
  often(1, fc.constant({ deed: 'merge' })),
  often(
    2,
    fc.record({ severity: level, impact: level }).map((patch) => ({ deed: 'patch', patch })),
  ),
  often(
    3,
    fc.array(anyTarget, { minLength: 1, maxLength: 2 }).map((targets) => ({ deed: 'ask for help', targets })),
  ),
  often(
    2,
    fc
      .tuple(anyone, fc.constantFrom('accepted' as const, 'declined' as const))
      .map(([contactId, answer]) => ({ deed: 'answer', contactId, answer })),
  ),
  often(
    3,
    fc
      .tuple(fc.constantFrom(...runbook.map(({ key }) => key)), anyAction)
      .map(([key, action]) => ({ deed: 'step', key, action })),
  ),
  often(
    1,
    fc
      .tuple(anyone, fc.constantFrom(1, 10))
      .map(([contactId, hours]) => ({ deed: 'leave', contactId, hours })),
  ),
  often(
    1,
    fc.tuple(anyone, anyRules).map(([contactId, rules]) => ({ deed: 'rules', contactId, rules })),
  ),
);

const anyDeath: fc.Arbitrary<Death> = fc.record({
  at: fc.nat(8),
  effect: fc.constantFrom('none' as const, 'done' as const),
});

/** What happens, most of it without anybody dying. */
export const anyMortalDeed: fc.Arbitrary<MortalDeed> = fc
  .tuple(anyDeed, fc.option(anyDeath, { freq: 3, nil: undefined }))
  .map(([deed, dies]) => (dies ? { ...deed, dies } : deed));
