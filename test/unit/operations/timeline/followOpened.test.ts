import { expect, it } from 'vitest';
import { memoryPlanExercises } from '#adapters/memory/planExercises.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { followOpened } from '#operations/timeline/followOpened.ts';
import { newWorld, START } from '#test/support/world.ts';

const event = (type: TimelineEvent['type'], data: TimelineEvent['data']): TimelineEvent => ({
  id: 'evt_00000000000000000000000001',
  incidentId: 'inc_00000000000000000000000001',
  revision: 1,
  at: START.toISOString(),
  type,
  actor: { type: 'system', id: null, name: 'Muster' },
  data,
});

function following() {
  const { ports } = newWorld();
  const logged: string[] = [];
  const asked: string[][] = [];
  const exercises = memoryPlanExercises();
  return {
    ...ports,
    logged,
    asked,
    exercises,
    knownServices: async (serviceIds: string[]) => {
      asked.push(serviceIds);
      return [];
    },
    log: { info: () => undefined, error: (message: string) => logged.push(message) },
  };
}

it('an incident that opened exercises its plan and is linked; other events do nothing', async () => {
  const ports = following();
  await followOpened(
    [event('incident.opened', { serviceId: 'svc_1', planId: 'pln_1' }), event('note.added', {})],
    ports,
  );
  expect(ports.asked).toEqual([['svc_1']]);
  expect(await ports.exercises.lastOf(['pln_1'])).toEqual(new Map([['pln_1', START.toISOString()]]));

  await followOpened([event('incident.resolved', { serviceId: 'svc_1', planId: 'pln_2' })], ports);
  expect(ports.asked).toHaveLength(1);
  expect(ports.logged).toEqual([]);
});

it('what fails is logged and holds back neither the other nor the timeline', async () => {
  const ports = following();
  const away = async () => {
    throw new Error('The table is away.');
  };
  const opened = [event('incident.opened', { serviceId: 'svc_1', planId: 'pln_1' })];

  await followOpened(opened, { ...ports, knownServices: away });
  expect((await ports.exercises.lastOf(['pln_1'])).size).toBe(1);
  await followOpened(opened, { ...ports, exercises: { ...ports.exercises, note: away } });
  expect(ports.asked).toHaveLength(1);

  expect(ports.logged).toEqual([
    'Incidents could not be linked with those of dependent services.',
    'Response plans could not be noted as exercised. They look staler than they are.',
  ]);
});
