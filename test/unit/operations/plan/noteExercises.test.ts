import { describe, expect, it } from 'vitest';
import { memoryPlanExercises } from '#adapters/memory/planExercises.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { noteExercises } from '#operations/plan/noteExercises.ts';

const PLAN = 'pln_01J00000000000000000000000';

const event = (hour: string, changes: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id: `evt_01J000000000000000000000${hour}`,
  incidentId: 'inc_01J00000000000000000000000',
  revision: 1,
  at: `2026-03-01T${hour}:00:00.000Z`,
  type: 'incident.opened',
  actor: { type: 'system', id: null, name: 'Muster' },
  data: { planId: PLAN },
  ...changes,
});

describe('the exercises of plans', () => {
  it('are read from the incidents that open, the latest of them', async () => {
    const exercises = memoryPlanExercises();
    const noted: string[] = [];
    const spied = {
      ...exercises,
      note: async (planId: string, at: string) => {
        noted.push(at);
        await exercises.note(planId, at);
      },
    };
    const batch = [event('05'), event('07'), event('06')];
    await noteExercises(batch, spied);
    await noteExercises(batch, spied);
    await noteExercises([event('03')], spied);
    expect(noted).toEqual(['07', '07', '03'].map((hour) => `2026-03-01T${hour}:00:00.000Z`));
    expect(await exercises.lastOf([PLAN])).toEqual(new Map([[PLAN, '2026-03-01T07:00:00.000Z']]));
  });

  it('are no business of other events, and of incidents without a plan', async () => {
    const exercises = memoryPlanExercises();
    const others: Partial<TimelineEvent>[] = [
      { type: 'incident.resolved' },
      { data: {} },
      { data: { planId: null } },
    ];
    await noteExercises(
      others.map((changes) => event('05', changes)),
      exercises,
    );
    expect(await exercises.lastOf([PLAN])).toEqual(new Map());
  });
});
